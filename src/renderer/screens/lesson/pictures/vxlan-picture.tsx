import { Box } from './box.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { factsOf } from './track-facts.ts';
import { twoNodes } from './two-nodes.ts';

export default function VxlanPicture(props: PictureProps) {
  const [one, two] = twoNodes(props);
  const { vni, subnet, workers } = factsOf(props);
  const headers = [
    { x: 20, width: 84, lines: ['Ethernet', '14 bytes'], tone: 'underlay' },
    { x: 108, width: 116, lines: ['IP', '20 bytes'], tone: 'underlay' },
    { x: 228, width: 88, lines: ['UDP', '8 bytes'], tone: 'underlay' },
    { x: 320, width: 80, lines: ['VXLAN', '8 bytes'], tone: 'overlay' },
    { x: 404, width: 216, lines: ['the worker’s own frame', 'up to 1464 bytes'], tone: 'plain' },
  ] as const;
  const notes: [number, string, string][] = [
    [62, 'from node', 'to node'],
    [166, one.address, `→ ${two.address}`],
    [272, 'to port 4789', 'from a hash'],
    [360, `VNI ${vni}`, '24 bits'],
    [512, `${subnet}.${workers[0]} → ${subnet}.${workers[1]}`, 'unchanged, byte for byte'],
  ];
  return (
    <Picture
      title="One packet on the wire: the worker’s frame, and the 50 bytes in front of what it carries"
      text={`From the outside in: an Ethernet header of 14 bytes, an IP header of 20 bytes from ${one.address} to ${two.address}, a UDP header of 8 bytes to port 4789, a VXLAN header of 8 bytes with the network’s number, and then the whole frame that the worker sent. The IP packet may be 1500 bytes long: minus 20, 8, 8 and the inner frame’s own 14 leaves an MTU of 1450.`}
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
        added by vxlan0
      </text>
      <text x={404} y={20} fontSize={12.5} fontWeight={650}>
        what the worker sent
      </text>
      <text x={320} y={166} textAnchor="middle" fontSize={13}>
        1500 − 20 (IP) − 8 (UDP) − 8 (VXLAN) − 14 (inner Ethernet) = 1450
      </text>
    </Picture>
  );
}
