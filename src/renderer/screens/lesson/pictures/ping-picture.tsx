import { spoken } from '../../../../shared/texts/text.ts';
import type { PictureProps } from './picture-props.ts';
import { Stack } from './stack.tsx';
import { twoNodes } from './two-nodes.ts';

export default function PingPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { bridge, tunnel } = props.track.drawn;
  const ends = { from: nodes[0].address, to: nodes[1].address, two: nodes[1].name, dataPort: props.dataPort };
  return (
    <Stack
      title={words.pingTitle}
      text={bridge && tunnel ? words.pingLinkText({ ...ends, bridge, tunnel }) : words.pingText(ends)}
      nodes={nodes}
      stages={[
        { lines: ['eth0', words.inWorker], tone: 'plain' },
        { lines: [bridge ?? 'br0', words.aSwitch], tone: 'overlay' },
        { lines: [tunnel ?? 'vxlan0', words.wraps], tone: 'overlay' },
      ]}
      lines={({ name, index }) => [`${name}: worker-${index + 1}`]}
      wire={`UDP ${props.dataPort}`}
      across={words.workersSee}
      card={words.networkCard}
    />
  );
}
