import { spoken } from '../../../../shared/texts/text.ts';
import type { PictureProps } from './picture-props.ts';
import { Stack } from './stack.tsx';
import { twoNodes } from './two-nodes.ts';

export default function OneInterfacePicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { bridge = '', subnet, workers } = props.track.drawn;
  const eth0 = (at: 0 | 1) => ['eth0', `${subnet}.${workers[at]}`];
  return (
    <Stack
      title={words.oneInterfaceTitle}
      text={words.oneInterfaceText({ bridge })}
      nodes={nodes}
      stages={[
        { tone: 'plain', lines: eth0(0), second: eth0(1) },
        { tone: 'overlay', lines: [bridge, words.gatewayAndNat] },
      ]}
      lines={({ name, index }) => [`${name}: worker-${index + 1}`]}
      card={words.networkCard}
    />
  );
}
