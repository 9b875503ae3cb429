import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function EtcdPicture(props: PictureProps) {
  const nodes = twoNodes(props);
  return (
    <Picture
      title="The members agree among themselves on 2380 and serve clients on 2379"
      text={`${nodes[0].name} and ${nodes[1].name} each run one etcd member. The members replicate every write to each other through port 2380; with two members both must run. Clients ask the member on their own node at port 2379.`}
      height={210}
    >
      <Nodes nodes={nodes} width={230} height={184}>
        {({ x, address }) => (
          <>
            <Box x={x + 25} y={44} width={180} height={58} tone="store" lines={['etcd member', `${address}:2380`]} />
            <Box x={x + 25} y={136} width={180} height={46} lines={['clients', `${address}:2379`]} />
            <Arrow from={[x + 115, 134]} to={[x + 115, 106]} tone="plain" />
          </>
        )}
      </Nodes>
      <Arrow from={[230, 73]} to={[410, 73]} tone="store" ends="both" label="raft: every write" at={[320, 62]} />
      <text x={320} y={96} textAnchor="middle" fontSize={12}>
        quorum: 2 of 2
      </text>
    </Picture>
  );
}
