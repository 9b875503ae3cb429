import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

export default function DaemonsPicture(props: PictureProps) {
  const [one, two] = twoNodes(props);
  const node = (x: number, { name, address }: typeof one) => (
    <g>
      <Box x={x} y={12} width={240} height={216} tone="node" lines={[name]} top />
      <Box x={x + 30} y={42} width={180} height={62} lines={['Docker engine', `I am ${address}`]} />
      <Box x={x + 30} y={166} width={180} height={46} tone="store" lines={['etcd', `${address}:2379`]} />
      <Arrow
        points={[
          [x + 120, 106],
          [x + 120, 162],
        ]}
        tone="store"
        ends="both"
        label="--cluster-store"
        at={[x + 120, 138]}
      />
    </g>
  );
  return (
    <Picture
      title="Each engine uses the store on its own node; the engines find each other in it"
      text={`On ${one.name} and ${two.name} the Docker engine connects to etcd with cluster-store and writes its own address there with cluster-advertise. Knowing each other from the store, the engines gossip directly on port 7946.`}
      height={240}
    >
      {node(20, one)}
      {node(380, two)}
      <Arrow
        points={[
          [232, 72],
          [408, 72],
        ]}
        tone="overlay"
        ends="both"
        dashed
        label="gossip, 7946"
        at={[320, 61]}
      />
      <Arrow
        points={[
          [232, 189],
          [408, 189],
        ]}
        tone="store"
        ends="both"
        label="2380"
        at={[320, 180]}
      />
    </Picture>
  );
}
