import { Arrow } from './arrow.tsx';
import { Box } from './box.tsx';
import { Nodes } from './nodes.tsx';
import { Picture } from './picture.tsx';
import type { PictureProps } from './picture-props.ts';
import { twoNodes } from './two-nodes.ts';

const roles = [
  { role: 'manager', tone: 'store', has: (address: string) => ['state, by raft', `${address}:2377`] },
  { role: 'worker', tone: 'plain', has: () => ['its certificate', 'got with the token'] },
] as const;

const roleOf = (index: number) => roles[index === 0 ? 0 : 1];

export default function SwarmPicture(props: PictureProps) {
  const nodes = twoNodes(props);
  const [one, two] = nodes;
  return (
    <Picture
      title="One engine is the manager and keeps the state; the others ask it, and all of them gossip"
      text={`The engine on ${one.name} is the manager: it keeps nodes, networks and addresses by raft, and answers on ${one.address}, port 2377. The engine on ${two.name} is a worker: it joins there with a token and gets a certificate, and both sides speak TLS. All engines gossip directly on port 7946, encrypted with keys of the manager.`}
      height={240}
    >
      <Nodes nodes={nodes} width={240} height={216} lines={({ name, index }) => [`${name}: ${roleOf(index).role}`]}>
        {({ x, index, address }) => (
          <>
            <Box
              x={x + 30}
              y={42}
              width={180}
              height={62}
              tone={roleOf(index).tone}
              lines={roleOf(index).has(address)}
            />
            <Box x={x + 30} y={166} width={180} height={46} lines={['Docker engine', address]} />
            <Arrow from={[x + 120, 162]} to={[x + 120, 106]} tone="store" ends="both" />
          </>
        )}
      </Nodes>
      <Arrow from={[408, 72]} to={[234, 72]} tone="store" ends="both" label="TLS, 2377" at={[320, 61]} />
      <Arrow from={[232, 189]} to={[408, 189]} tone="overlay" ends="both" dashed label="gossip, 7946" at={[320, 178]} />
    </Picture>
  );
}
