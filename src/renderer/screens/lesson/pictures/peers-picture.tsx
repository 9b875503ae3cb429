import { spoken } from '../../../../shared/texts/text.ts';
import type { PictureProps } from './picture-props.ts';
import { Stack } from './stack.tsx';
import { twoNodes } from './two-nodes.ts';

export default function PeersPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { tunnel = '', subnet, workers } = props.track.drawn;
  const [one, two] = nodes;
  const neighbour = (at: 0 | 1) => [words.neighbourTable, `${subnet}.${workers[at]} → MAC ${at + 1}`];
  const forwarding = (at: 0 | 1) => [words.forwardingTable, `MAC ${at + 1} → ${nodes[at].address}`];
  return (
    <Stack
      title={words.peersTitle}
      text={words.peersText({ one: one.name, two: two.name, tunnel })}
      nodes={nodes}
      stages={[
        { tone: 'overlay', lines: neighbour(1), second: neighbour(0) },
        { tone: 'overlay', lines: forwarding(1), second: forwarding(0) },
      ]}
      lines={({ name }) => [`${name}: ${tunnel}`]}
      wire={`UDP ${props.dataPort}`}
      card={words.networkCard}
    />
  );
}
