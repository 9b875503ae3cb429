import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function PerformancePicture(props: PictureProps) {
  const [one, two] = twoNodes(props);
  const ways = [
    {
      y: 12,
      tone: 'underlay',
      name: 'native',
      from: two.name,
      to: one.name,
      by: ['1500 bytes a packet', 'no wrapping'],
    },
    {
      y: 112,
      tone: 'overlay',
      name: 'overlay',
      from: 'worker-2',
      to: 'worker-1',
      by: ['1450 of 1500 bytes', 'wrap and unwrap each'],
    },
  ] as const;
  return (
    <Picture
      title="The same machines, measured twice: once outside the tunnel, once through it"
      text={`Native: iperf from ${two.name} to ${one.name} directly, packets of 1500 bytes. Overlay: iperf from worker-2 to worker-1 through VXLAN, 50 of every 1500 bytes are headers, and each packet is wrapped and unwrapped by the processors.`}
      height={200}
    >
      {ways.map(({ y, tone, name, from, to, by }) => (
        <g key={name}>
          <Box x={20} y={y} width={150} height={76} tone={tone} lines={[from, 'iperf -c']} />
          <Box x={470} y={y} width={150} height={76} tone={tone} lines={[to, 'iperf -s']} />
          <Arrow from={[174, y + 38]} to={[464, y + 38]} tone={tone} label={`${name}: ${by[0]}`} at={[320, y + 28]} />
          <text x={320} y={y + 58} textAnchor="middle" fontSize={12}>
            {by[1]}
          </text>
        </g>
      ))}
    </Picture>
  );
}
