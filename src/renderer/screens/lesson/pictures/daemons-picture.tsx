import { spoken } from '../../../../shared/texts/text.ts';
import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function DaemonsPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  return (
    <Picture
      title={words.daemonsTitle}
      text={words.daemonsText({ one: nodes[0].name, two: nodes[1].name })}
      height={240}
    >
      <Nodes nodes={nodes} width={240} height={216}>
        {({ x, address }) => (
          <>
            <Box x={x + 30} y={42} width={180} height={62} lines={[words.engine, words.iAm({ address })]} />
            <Box x={x + 30} y={166} width={180} height={46} tone="store" lines={['etcd', `${address}:2379`]} />
            <Arrow
              from={[x + 120, 106]}
              to={[x + 120, 162]}
              tone="store"
              ends="both"
              label="--cluster-store"
              at={[x + 120, 138]}
            />
          </>
        )}
      </Nodes>
      <Arrow from={[232, 72]} to={[408, 72]} tone="overlay" ends="both" dashed label={words.gossip} at={[320, 61]} />
      <Arrow from={[232, 189]} to={[408, 189]} tone="store" ends="both" label="2380" at={[320, 180]} />
    </Picture>
  );
}
