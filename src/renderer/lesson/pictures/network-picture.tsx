import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function NetworkPicture(props: PictureProps) {
  const [one, two] = twoNodes(props);
  const { network } = props;
  return (
    <Picture
      title="Created once, known everywhere: the store carries it over"
      text={`docker network create on ${one.name} writes ${network}, with its subnet and its VXLAN number, into etcd. ${two.name} reads it from there, so docker network ls shows ${network} on both nodes.`}
      height={240}
    >
      <Box x={20} y={12} width={240} height={92} tone="node" lines={[one.name]} top />
      <Box x={40} y={42} width={200} height={46} tone="overlay" lines={[network, 'created here']} />
      <Box x={380} y={12} width={240} height={92} tone="node" lines={[two.name]} top />
      <Box x={400} y={42} width={200} height={46} tone="overlay" lines={[network, 'appears here']} />
      <Box
        x={150}
        y={170}
        width={340}
        height={58}
        tone="store"
        lines={['etcd', `docker/network/v1.0/…: ${network}, subnet, VNI`]}
      />
      <Arrow
        points={[
          [140, 90],
          [140, 140],
          [230, 140],
          [230, 168],
        ]}
        tone="store"
        label="1  write"
        at={[92, 136]}
      />
      <Arrow
        points={[
          [410, 168],
          [410, 140],
          [500, 140],
          [500, 92],
        ]}
        tone="store"
        label="2  read"
        at={[546, 136]}
      />
    </Picture>
  );
}
