import { spoken } from '../../../../shared/texts/text.ts';
import { NetworkInStore } from './network-in-store.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function SwarmNetworkPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { network, track } = props;
  return (
    <NetworkInStore
      title={words.swarmNetworkTitle}
      text={words.swarmNetworkText({ one: nodes[0].name, two: nodes[1].name, network, vni: track.drawn.vni })}
      nodes={nodes}
      on={[
        { role: words.manager, tone: 'overlay', lines: [network, words.createdHere] },
        { role: words.worker, tone: 'plain', lines: [words.notListed, words.comesWithContainer] },
      ]}
      store={[words.managersState, words.inState({ network, vni: track.drawn.vni })]}
      read={{ label: words.whenAsked, x: 562, dashed: true }}
    />
  );
}
