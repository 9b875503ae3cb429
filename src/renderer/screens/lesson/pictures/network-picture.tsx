import { NetworkInStore } from './network-in-store.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function NetworkPicture(props: PictureProps) {
  const nodes = twoNodes(props);
  const { network } = props;
  return (
    <NetworkInStore
      title="Created once, known everywhere: the store passes it on"
      text={`docker network create on ${nodes[0].name} writes ${network}, with its subnet and its VXLAN number, into etcd. ${nodes[1].name} reads it from there, so docker network ls shows ${network} on both nodes.`}
      nodes={nodes}
      on={[
        { tone: 'overlay', lines: [network, 'created here'] },
        { tone: 'overlay', lines: [network, 'appears here'] },
      ]}
      store={['etcd', `docker/network/v1.0/…: ${network}, subnet, VNI`]}
      read={{ label: 'read', x: 546 }}
    />
  );
}
