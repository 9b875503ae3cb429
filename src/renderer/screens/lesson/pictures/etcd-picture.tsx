import { spoken } from '../../../../shared/texts/text.ts';
import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function EtcdPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  return (
    <Picture title={words.etcdTitle} text={words.etcdText({ one: nodes[0].name, two: nodes[1].name })} height={210}>
      <Nodes nodes={nodes} width={230} height={184}>
        {({ x, address }) => (
          <>
            <Box x={x + 25} y={44} width={180} height={58} tone="store" lines={[words.member, `${address}:2380`]} />
            <Box x={x + 25} y={136} width={180} height={46} lines={[words.clients, `${address}:2379`]} />
            <Arrow from={[x + 115, 134]} to={[x + 115, 106]} tone="plain" />
          </>
        )}
      </Nodes>
      <Arrow from={[230, 73]} to={[410, 73]} tone="store" ends="both" label={words.raft} at={[320, 62]} />
      <text x={320} y={96} textAnchor="middle" fontSize={12}>
        {words.quorum}
      </text>
    </Picture>
  );
}
