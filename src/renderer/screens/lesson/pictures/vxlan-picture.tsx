import { spoken } from '../../../../shared/texts/text.ts';
import { Box } from './box.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function VxlanPicture(props: PictureProps) {
  const words = spoken.pictures;
  const [one, two] = twoNodes(props);
  const { vni, subnet, workers } = props.track.drawn;
  const headers = [
    { x: 20, width: 84, lines: ['Ethernet', words.bytes({ count: 14 })], tone: 'underlay' },
    { x: 108, width: 116, lines: ['IP', words.bytes({ count: 20 })], tone: 'underlay' },
    { x: 228, width: 88, lines: ['UDP', words.bytes({ count: 8 })], tone: 'underlay' },
    { x: 320, width: 80, lines: ['VXLAN', words.bytes({ count: 8 })], tone: 'overlay' },
    { x: 404, width: 216, lines: [words.ownFrame, words.upToBytes({ count: 1464 })], tone: 'plain' },
  ] as const;
  const notes: [number, string, string][] = [
    [62, words.fromNode, words.toNode],
    [166, one.address, `→ ${two.address}`],
    [272, words.toPort({ port: props.dataPort }), words.fromHash],
    [360, `VNI ${vni}`, words.bits({ count: 24 })],
    [512, `${subnet}.${workers[0]} → ${subnet}.${workers[1]}`, words.unchanged],
  ];
  return (
    <Picture
      title={words.vxlanTitle}
      text={words.vxlanText({ from: one.address, to: two.address, dataPort: props.dataPort })}
      height={190}
    >
      {headers.map((header) => (
        <Box key={header.lines[0]} y={30} height={62} {...header} />
      ))}
      {notes.map(([x, first, second]) => (
        <text key={first} x={x} y={112} textAnchor="middle" fontSize={11}>
          <tspan x={x}>{first}</tspan>
          <tspan x={x} dy={14}>
            {second}
          </tspan>
        </text>
      ))}
      <text x={20} y={20} fontSize={12.5} fontWeight={650}>
        {words.addedByVxlan}
      </text>
      <text x={404} y={20} fontSize={12.5} fontWeight={650}>
        {words.workerSent}
      </text>
      <text x={320} y={166} textAnchor="middle" fontSize={13}>
        {words.sum}
      </text>
    </Picture>
  );
}
