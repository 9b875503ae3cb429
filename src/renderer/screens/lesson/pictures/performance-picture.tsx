import { spoken } from '../../../../shared/texts/text.ts';
import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function PerformancePicture(props: PictureProps) {
  const words = spoken.pictures;
  const [one, two] = twoNodes(props);
  const ways = [
    {
      y: 12,
      tone: 'underlay',
      name: words.native,
      from: two.name,
      to: one.name,
      cost: words.nativeCost,
    },
    {
      y: 112,
      tone: 'overlay',
      name: words.overlay,
      from: 'worker-2',
      to: 'worker-1',
      cost: words.overlayCost,
    },
  ] as const;
  return (
    <Picture title={words.performanceTitle} text={words.performanceText({ one: one.name, two: two.name })} height={200}>
      {ways.map(({ y, tone, name, from, to, cost }) => (
        <g key={name}>
          <Box x={20} y={y} width={150} height={76} tone={tone} lines={[from, 'iperf -c']} />
          <Box x={470} y={y} width={150} height={76} tone={tone} lines={[to, 'iperf -s']} />
          <Arrow from={[174, y + 38]} to={[464, y + 38]} tone={tone} label={name} at={[320, y + 28]} />
          <text x={320} y={y + 58} textAnchor="middle" fontSize={12}>
            {cost}
          </text>
        </g>
      ))}
    </Picture>
  );
}
