import type { FollowPoint, FollowReport } from '../../../src/shared/follow/report.ts';
import type { TrackId } from '../../../src/shared/tracks/tracks.ts';

/** Where a packet is made to vanish: after one point, before the next, on the way there. */
export interface Drop {
  after?: FollowPoint;
  before: FollowPoint;
  /** A node, or `switch`: what connects the nodes. */
  at: string;
  inject: string;
  heal: string;
}

/** Of the worker that is to be reached, and its bridge's port, as shell words on a node. */
const inWorker = (worker: string) => `nsenter --net=/proc/$(docker inspect -f '{{.State.Pid}}' ${worker})/ns/net`;
/** A swarm has a namespace of its own network beside that of the lab's. */
const inOverlay = (network: string) =>
  `nsenter --net=$(ls -d /var/run/docker/netns/*-$(docker network inspect -f '{{.Id}}' ${network} | cut -c1-10))`;

/** A drop at each hop in turn. */
export function dropsOf({ track, path, points, ends }: FollowReport, network: string): Drop[] {
  const bridge = isOverlay(track) ? inOverlay(network) : '';
  const way = path.flatMap((id) => points.find((point) => point.id === id) ?? []);
  return way.map((before, at): Drop => {
    const after = way[at - 1];
    const isFar = before.node !== ends.from.node;
    const how = isFar
      ? farDrop({ track, bridge }, after, before, ends.to)
      : nearDrop({ track, bridge }, after, before, ends.to.address);
    return { ...(after && { after }), before, at: before.node, ...how };
  });
}

type How = Pick<Drop, 'inject' | 'heal'> & Partial<Pick<Drop, 'at'>>;

const isOverlay = (track: TrackId): boolean => track === 'etcd' || track === 'swarm';

/** Nothing leaves a device any more. */
const queue = (within: string, device: string): How => ({
  inject: `${within} tc qdisc add dev ${device} root blackhole`,
  heal: `${within} tc qdisc del dev ${device} root`,
});

/** What matches leaves a device no more; the way to the node itself stays. Without a kernel's actions: it goes to a class that sends nothing. */
const filtered = (device: string, match: string): How => ({
  inject: [
    `tc qdisc add dev ${device} root handle 1: htb default 1`,
    ...[1, 2].map((one) => `tc class add dev ${device} parent 1: classid 1:${one} htb rate 10gbit`),
    `tc qdisc add dev ${device} parent 1:2 blackhole`,
    `tc filter add dev ${device} parent 1: protocol ip u32 match ${match} flowid 1:2`,
  ].join(' && '),
  heal: `tc qdisc del dev ${device} root`,
});

/** A bridge takes nothing from a port, and sends nothing through it. */
const port = (within: string, name: string): How => ({
  inject: `${within} bridge link set dev ${name} state 0`,
  heal: `${within} bridge link set dev ${name} state 3`,
});

const rule = (words: string): How => ({ inject: `iptables -I ${words} -j DROP`, heal: `iptables -D ${words} -j DROP` });

/** The end of a worker's veth pair that is a port of its bridge; a swarm has others there. */
const peerOf = (bridge: string, worker: string): string =>
  `$(n=$(${inWorker(worker)} ip -o link show eth0 | sed 's/.*eth0@if\\([0-9]*\\):.*/\\1/'); ${bridge} ip -o link | sed -n "s/^$n: \\([^@:]*\\).*/\\1/p")`;

const tunnelled = 'ip protocol 17 0xff match ip dport 4789 0xffff';
const outOf = (track: TrackId, device: string, target: string): How =>
  filtered(device, track === 'routed' ? `ip dst ${target}/32` : tunnelled);

/** `bridge`: how one comes into the namespace of the workers' bridge, where that is not the machine's own. */
interface On {
  track: TrackId;
  bridge: string;
}

function nearDrop(
  { track, bridge }: On,
  after: FollowPoint | undefined,
  { place, device }: FollowPoint,
  target: string,
): How {
  if (!after) return queue(inWorker('worker-1'), device);
  if (place === 'bridge') return port(bridge, peerOf(bridge, 'worker-1'));
  if (place === 'machine') return outOf(track, device, target);
  return queue(bridge, device);
}

function farDrop(
  { track, bridge }: On,
  after: FollowPoint | undefined,
  before: FollowPoint,
  { node, address }: FollowReport['ends']['to'],
): How {
  if (before.place === 'machine') return { at: 'switch', ...outOf(track, node, address) };
  // A routed bridge has this port alone: shut, it would take the bridge's carrier away, and the packet would not come that far.
  if (before.place === 'worker') return (track === 'routed' ? queue : port)(bridge, peerOf(bridge, 'worker-2'));
  // In userspace nothing of the kernel's is between the network card and the switch.
  if (before.place === 'switch')
    return {
      inject: `ovs-ofctl add-flow ovs-lab 'priority=1000,in_port=vx-1,actions=drop'`,
      heal: `ovs-ofctl --strict del-flows ovs-lab 'priority=1000,in_port=vx-1'`,
    };
  if (after?.place === 'machine')
    return rule(track === 'routed' ? `FORWARD -i ${after.device}` : `INPUT -i ${after.device} -p udp --dport 4789`);
  return port(bridge, after?.device ?? '');
}
