import { spoken } from '../../../../shared/texts/text.ts';
import type { PictureProps } from './picture-props.ts';
import { Stack } from './stack.tsx';
import { twoNodes } from './two-nodes.ts';

export default function LinkPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { bridge = '', tunnel = '', vni } = props.track.drawn;
  return (
    <Stack
      title={words.linkTitle}
      text={words.linkText({ from: nodes[0].address, to: nodes[1].address, bridge, tunnel, vni })}
      nodes={nodes}
      stages={[
        { tone: 'overlay', lines: [bridge, words.aSwitch] },
        { tone: 'overlay', lines: [tunnel, `VNI ${vni}`] },
      ]}
      wire={`UDP ${props.dataPort}`}
      card={words.networkCard}
    />
  );
}
