import { spoken } from '../../../../shared/texts/text.ts';
import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function SwarmPicture(props: PictureProps) {
  const words = spoken.pictures;
  const roles = [
    { role: words.manager, tone: 'store', has: (address: string) => [words.stateByRaft, `${address}:2377`] },
    { role: words.worker, tone: 'plain', has: () => [words.certificate, words.gotWithToken] },
  ] as const;
  const roleOf = (index: number) => roles[index === 0 ? 0 : 1];
  const nodes = twoNodes(props);
  const [one, two] = nodes;
  return (
    <Picture
      title={words.swarmTitle}
      text={words.swarmText({ one: one.name, two: two.name, address: one.address })}
      height={240}
    >
      <Nodes
        nodes={nodes}
        width={240}
        height={216}
        lines={({ name, index }) => [words.nodeAs({ node: name, role: roleOf(index).role })]}
      >
        {({ x, index, address }) => (
          <>
            <Box
              x={x + 30}
              y={42}
              width={180}
              height={62}
              tone={roleOf(index).tone}
              lines={roleOf(index).has(address)}
            />
            <Box x={x + 30} y={166} width={180} height={46} lines={[words.engine, address]} />
            <Arrow from={[x + 120, 162]} to={[x + 120, 106]} tone="store" ends="both" />
          </>
        )}
      </Nodes>
      <Arrow from={[408, 72]} to={[234, 72]} tone="store" ends="both" label="TLS, 2377" at={[320, 61]} />
      <Arrow from={[232, 189]} to={[408, 189]} tone="overlay" ends="both" dashed label={words.gossip} at={[320, 178]} />
    </Picture>
  );
}
