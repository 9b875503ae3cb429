import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function PrerequisitesPicture(props: PictureProps) {
  const nodes = twoNodes(props);
  return (
    <Picture
      title="Two machines on one plain IP network: the underlay"
      text={`${nodes[0].name} (${nodes[0].address}) and ${nodes[1].name} (${nodes[1].address}) each run Docker and have etcd installed. They reach each other over the underlay on ports 2379 and 2380 for etcd, 7946 for gossip and 4789 for VXLAN.`}
      height={250}
    >
      {nodes.map(({ name, address }, index) => {
        const x = 20 + index * 340;
        return (
          <g key={name}>
            <Box x={x} y={12} width={260} height={130} tone="node" lines={[name, address]} top />
            <Box x={x + 20} y={62} width={104} height={60} lines={['Docker', '1.9 to 20.10']} />
            <Box x={x + 136} y={62} width={104} height={60} tone="store" lines={['etcd', '2.2 to 3.5']} />
            <Arrow
              points={[
                [x + 130, 142],
                [x + 130, 190],
              ]}
              tone="underlay"
              ends="none"
            />
          </g>
        );
      })}
      <Box
        x={20}
        y={188}
        width={600}
        height={52}
        tone="underlay"
        lines={['underlay', 'open between the nodes: 2379, 2380 · 7946 tcp+udp · 4789 udp']}
      />
    </Picture>
  );
}
