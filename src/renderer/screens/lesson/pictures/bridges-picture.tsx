import { spoken } from '../../../../shared/texts/text.ts';
import type { PictureProps } from './picture-props.ts';
import { Stack } from './stack.tsx';
import { twoNodes } from './two-nodes.ts';

export default function BridgesPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { network } = props;
  const { bridge = '', subnet } = props.track.drawn;
  const [one, two] = nodes;
  return (
    <Stack
      title={words.bridgesTitle}
      text={words.bridgesText({ one: one.name, two: two.name, network, bridge, subnet })}
      nodes={nodes}
      stages={[{ tone: 'overlay', lines: [bridge, `${subnet}.1 – .127`], second: [bridge, `${subnet}.128 – .254`] }]}
      across={words.notJoinedYet}
      isJoined={false}
      card={words.networkCard}
    />
  );
}
