import { spoken } from '../../../../shared/texts/text.ts';
import type { PictureProps } from './picture-props.ts';
import { Stack } from './stack.tsx';
import { twoNodes } from './two-nodes.ts';

export default function RoutedPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { bridge = '', subnet, workers } = props.track.drawn;
  const [one, two] = nodes;
  const route = (at: 1 | 2) => [words.route, `${subnet}.${at}.0/24 → ${nodes[at === 1 ? 0 : 1].address}`];
  return (
    <Stack
      title={words.routedTitle}
      text={words.routedText({ one: one.name, two: two.name, from: one.address, to: two.address, bridge, subnet })}
      nodes={nodes}
      stages={[
        { tone: 'plain', lines: ['eth0', `${subnet}.1.${workers[0]}`], second: ['eth0', `${subnet}.2.${workers[1]}`] },
        { tone: 'overlay', lines: [bridge, `${subnet}.1.0/24`], second: [bridge, `${subnet}.2.0/24`] },
        { tone: 'underlay', lines: route(2), second: route(1) },
      ]}
      lines={({ name, index }) => [`${name}: worker-${index + 1}`]}
      wire={words.asTheyAre}
      card={words.networkCard}
    />
  );
}
