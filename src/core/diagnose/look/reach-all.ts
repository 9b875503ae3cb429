import { dataPortOf, isEncrypted, type Lab } from '../../../shared/lab/lab.ts';
import type { Node } from '../../machine/port.ts';
import type { NodeSight } from '../sight.ts';
import { tunnelCount, workerReach } from './worker-reach.ts';

/** Each worker tries so many that follow it: everybody is tried, and the number does not grow with the square. */
const mostTargets = 4;
const pingHeaders = 28;
const countSeconds = 3;

/** Has the running workers try each other; of the first pair between which nothing came, packets are counted at both ends. */
export async function reachAll(
  lab: Lab,
  looked: readonly NodeSight[],
  open: readonly Node[],
  signal: AbortSignal,
): Promise<NodeSight[]> {
  const ends = looked.flatMap((sight) => {
    const node = open.find(({ name }) => name === sight.name);
    const worker = sight.engine?.worker;
    const address = worker?.state === 'running' ? worker.networks[lab.network.name]?.address : undefined;
    return node && worker && address && worker.pid > 0 ? [{ sight, node, pid: worker.pid, address }] : [];
  });
  if (ends.length < 2) return [...looked];
  const tryFrom = async ({ node, pid, sight }: (typeof ends)[number], at: number) => {
    const others = [...ends.slice(at + 1), ...ends.slice(0, at)].slice(0, mostTargets);
    const usual = lab.track === 'routed' ? 1500 : isEncrypted(lab) ? 1424 : 1450;
    const size =
      (sight.engine?.networks?.find(({ name }) => name === lab.network.name)?.mtu ?? lab.network.mtu ?? usual) -
      pingHeaders;
    const targets = others.map((other) => ({ name: other.sight.name, address: other.address }));
    const reach = await node.run(workerReach, { pid, size, targets }, { signal }).catch(() => []);
    return [sight.name, reach] as const;
  };
  const reached = new Map(await Promise.all(ends.map(tryFrom)));
  const counted = await countLost(lab, ends, reached, signal);
  return looked.map((sight): NodeSight => {
    const [reach, count] = [reached.get(sight.name), counted.get(sight.name)];
    return { ...sight, ...(reach && { reach }), ...(count && { counted: count }) };
  });
}

async function countLost(
  lab: Lab,
  ends: readonly { sight: NodeSight; node: Node; pid: number; address: string }[],
  reached: ReadonlyMap<string, readonly { to: string; small: boolean; unreachable: boolean }[]>,
  signal: AbortSignal,
): Promise<Map<string, { sent: number; came: number }>> {
  const counted = new Map<string, { sent: number; came: number }>();
  if (lab.track === 'routed') return counted;
  const what = isEncrypted(lab) ? 'esp' : `udp port ${dataPortOf(lab)}`;
  for (const from of ends) {
    const lost = reached.get(from.sight.name)?.find(({ small, unreachable }) => !small && !unreachable);
    const to = ends.find(({ sight }) => sight.name === lost?.to);
    if (!to) continue;
    const count = async (here: typeof from, there: typeof from) => {
      const seen = await here.node
        .run(tunnelCount, { machine: there.node.address, what, seconds: countSeconds }, { signal })
        .catch(() => undefined);
      if (seen) counted.set(here.sight.name, seen);
    };
    const again = { pid: from.pid, size: 56, targets: [{ name: to.sight.name, address: to.address }] };
    await Promise.all([
      count(from, to),
      count(to, from),
      from.node.run(workerReach, again, { signal }).catch(() => []),
    ]);
    break;
  }
  return counted;
}
