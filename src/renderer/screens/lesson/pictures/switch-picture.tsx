import { spoken } from '../../../../shared/texts/text.ts';
import type { PictureProps } from './picture-props.ts';
import { Stack } from './stack.tsx';
import { twoNodes } from './two-nodes.ts';

export default function SwitchPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { bridge = '', tunnel = '', vni } = props.track.drawn;
  const port = (other: 1 | 2) => [words.tunnelPort, `→ ${nodes[other === 1 ? 0 : 1].address}`];
  return (
    <Stack
      title={words.switchTitle}
      text={words.switchText({ from: nodes[0].address, to: nodes[1].address, bridge, tunnel, vni })}
      nodes={nodes}
      stages={[
        { tone: 'overlay', lines: [bridge, words.aSwitch] },
        { tone: 'overlay', lines: [tunnel, 'Open vSwitch'] },
        { tone: 'underlay', lines: port(2), second: port(1) },
      ]}
      wire={`UDP ${props.dataPort}, VNI ${vni}`}
      card={words.networkCard}
    />
  );
}
