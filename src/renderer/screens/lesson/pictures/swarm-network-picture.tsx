import { NetworkInStore } from './network-in-store.tsx';
import type { PictureProps } from './picture-props.ts';
import { factsOf } from './track-facts.ts';
import { twoNodes } from './two-nodes.ts';

export default function SwarmNetworkPicture(props: PictureProps) {
  const nodes = twoNodes(props);
  const { network } = props;
  const { vni } = factsOf(props);
  return (
    <NetworkInStore
      title="Created on the manager; a worker node learns of it when a container there joins"
      text={`docker network create on the manager ${nodes[0].name} writes ${network}, with its subnet and its VXLAN number ${vni}, into the state that the managers keep. ${nodes[1].name}, a worker node, does not list ${network} yet. When its first container joins ${network}, the engine asks the manager and is told of the network.`}
      nodes={nodes}
      on={[
        { role: 'manager', tone: 'overlay', lines: [network, 'created here'] },
        { role: 'worker', tone: 'plain', lines: ['not listed yet', 'comes with a container'] },
      ]}
      store={['state of the managers', `${network}: subnet, VNI ${vni}, attachable`]}
      read={{ label: 'when asked', x: 562, dashed: true }}
    />
  );
}
