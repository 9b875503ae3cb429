import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function EtcdPicture(props: PictureProps) {
  const [one, two] = twoNodes(props);
  const node = (x: number, { name, address }: typeof one) => (
    <g>
      <Box x={x} y={12} width={230} height={184} tone="node" lines={[name]} top />
      <Box x={x + 25} y={44} width={180} height={58} tone="store" lines={['etcd member', `${address}:2380`]} />
      <Box x={x + 25} y={136} width={180} height={46} lines={['clients', `${address}:2379`]} />
      <Arrow
        points={[
          [x + 115, 134],
          [x + 115, 106],
        ]}
        tone="plain"
      />
    </g>
  );
  return (
    <Picture
      title="The members agree among themselves on 2380 and serve clients on 2379"
      text={`${one.name} and ${two.name} each run one etcd member. The members replicate every write to each other through port 2380; with two members both must run. Clients ask the member on their own node at port 2379.`}
      height={210}
    >
      {node(20, one)}
      {node(390, two)}
      <Arrow
        points={[
          [230, 73],
          [410, 73],
        ]}
        tone="store"
        ends="both"
        label="raft: every write"
        at={[320, 62]}
      />
      <text x={320} y={96} textAnchor="middle" fontSize={12}>
        quorum: 2 of 2
      </text>
    </Picture>
  );
}
