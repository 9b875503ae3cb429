import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

const stages = [
  { lines: ['eth0', 'in the worker'], tone: 'plain' },
  { lines: ['br0', 'a switch'], tone: 'overlay' },
  { lines: ['vxlan0', 'wraps, unwraps'], tone: 'overlay' },
] as const;

export default function PingPicture(props: PictureProps) {
  const nodes = twoNodes(props);
  return (
    <Picture
      title="The path of one echo request; the reply takes the same path back"
      text={`From worker-1 through its eth0 to br0, a bridge in a network namespace of its own, to vxlan0, which wraps the frame into a UDP packet from ${nodes[0].address} to ${nodes[1].address}, port 4789. On ${nodes[1].name} vxlan0 unwraps it, br0 hands it to eth0 of worker-2.`}
      height={300}
    >
      <Nodes nodes={nodes} y={8} width={210} height={284} lines={({ name, index }) => [`${name}: worker-${index + 1}`]}>
        {({ x, index, address }) => (
          <>
            {stages.map(({ lines, tone }, row) => (
              <Box key={lines[0]} x={x + 25} y={38 + row * 66} width={160} height={44} tone={tone} lines={lines} />
            ))}
            <Box x={x + 25} y={238} width={160} height={44} tone="underlay" lines={['network card', address]} />
            {[82, 148, 214].map((y) => (
              <Arrow
                key={y}
                from={[x + 105, index === 0 ? y : y + 24]}
                to={[x + 105, index === 0 ? y + 20 : y + 4]}
                tone={y === 214 ? 'underlay' : 'overlay'}
              />
            ))}
          </>
        )}
      </Nodes>
      <Arrow from={[206, 260]} to={[430, 260]} tone="underlay" label="UDP 4789" at={[320, 250]} />
      <Arrow from={[206, 60]} to={[430, 60]} tone="overlay" dashed label="what the workers see" at={[320, 50]} />
    </Picture>
  );
}
