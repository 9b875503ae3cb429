import { spoken } from '../../../../shared/texts/text.ts';
import { NetworkInStore } from './network-in-store.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function NetworkPicture(props: PictureProps) {
  const words = spoken.pictures;
  const nodes = twoNodes(props);
  const { network } = props;
  return (
    <NetworkInStore
      title={words.networkTitle}
      text={words.networkText({ one: nodes[0].name, two: nodes[1].name, network })}
      nodes={nodes}
      on={[
        { tone: 'overlay', lines: [network, words.createdHere] },
        { tone: 'overlay', lines: [network, words.appearsHere] },
      ]}
      store={['etcd', words.inStore({ network })]}
      read={{ label: words.read, x: 546 }}
    />
  );
}
