import type { FollowPoint, PacketKind } from '../../shared/follow/report.ts';
import { places } from '../../shared/follow/report.ts';
import { dataPortOf, isEncrypted, type Lab } from '../../shared/lab/lab.ts';
import { insidePort, outsideSwitch } from '../machine/open-switch.ts';
import { labBridge } from '../machine/vxlan-link.ts';
import type { Space, Standing } from './follow-look.ts';
import type { Catch } from './follow-program.ts';

/** A point where packets are caught, and how. */
export type Spot = Pick<FollowPoint, 'id' | 'node' | 'device' | 'place' | 'encrypted'> & { catch: Catch };

/** One end of a packet's way. */
export interface End {
  node: string;
  /** The node's own, between the nodes. */
  machine: string;
  /** The worker's. */
  address: string;
  standing: Standing;
}

type Found = { place: FollowPoint['place']; device: string; namespace: string };

const ofMachine = '/proc/1/ns/net';

/** The points of one end, in the order in which a packet that leaves comes by; those that are on no packet's way are last. */
export function spotsOf(lab: Lab, own: End, other: End, packet: { kind: PacketKind; port: number }): Spot[] {
  const found = [...foundAt(own)].sort((one, next) => places.indexOf(one.place) - places.indexOf(next.place));
  return found.map(({ place, device, namespace }) => ({
    ...{ id: `${own.node}/${device}`, node: own.node, device, place },
    encrypted: place === 'machine' && isEncrypted(lab),
    catch: {
      ...{ name: `${place}:${device}`, namespace, device },
      filter: filterFor(lab, place, { own, other, ...packet }),
      addresses: place === 'machine' && lab.track !== 'routed' ? [other.machine] : [own.address, other.address],
    },
  }));
}

/** Of both ends, as a packet comes by from the first to the second. */
export const pathOf = (from: readonly Spot[], to: readonly Spot[]): string[] =>
  [...from.filter(isOnWay), ...to.filter(isOnWay).reverse()].map(({ id }) => id);

export const isOnWay = ({ place }: Pick<FollowPoint, 'place'>): boolean => place !== 'out' && place !== 'gateway';

function foundAt({ address, machine: own, standing: { pid, machine, worker, overlay } }: End): Found[] {
  const inWorker = `/proc/${pid}/ns/net`;
  const linkOf = (space: Space, of: string) =>
    space.addresses.find((one) => one.address === of && one.link !== outsideSwitch)?.link;
  const inner = linkOf(worker, address);
  const at = (place: Found['place'], namespace: string, ...devices: (string | undefined)[]): Found[] =>
    devices.flatMap((device) => (device && /^[\w.:-]{1,15}$/.test(device) ? [{ place, device, namespace }] : []));
  const kinds = (space: Space | undefined, kind: string, which: (name: string, master?: string) => boolean) =>
    (space?.links ?? []).filter((link) => link.kind === kind && which(link.name, link.master)).map(({ name }) => name);
  const has = (name: string) => (machine.links.some((link) => link.name === name) ? name : undefined);
  const others = worker.links.map(({ name }) => name).filter((name) => name !== 'lo' && name !== inner);
  return [
    ...at('worker', inWorker, inner),
    ...(overlay
      ? [
          ...at('bridge', overlay.file, ...kinds(overlay, 'bridge', () => true).slice(0, 1)),
          ...at('tunnel', overlay.file, ...kinds(overlay, 'vxlan', () => true).slice(0, 1)),
        ]
      : [
          ...at('bridge', ofMachine, has(labBridge)),
          ...at('switch', ofMachine, has(insidePort)),
          ...at('tunnel', ofMachine, ...kinds(machine, 'vxlan', isOfLab).slice(0, 1)),
        ]),
    ...at('machine', ofMachine, linkOf(machine, own)),
    ...at('out', inWorker, ...others.slice(0, 1)),
    ...at('gateway', ofMachine, has('docker_gwbridge')),
  ];
}

/** One that is a port of the lab's bridge, or the one of Open vSwitch in the kernel. */
const isOfLab = (name: string, master?: string): boolean => master === labBridge || name.startsWith('vxlan_sys_');

interface Between {
  own: End;
  other: End;
  kind: PacketKind;
  port: number;
}

/** No more than is wanted: a node may have others' traffic. Later pieces of a packet have no port. */
function filterFor(lab: Lab, place: FollowPoint['place'], { own, other, kind, port }: Between): string {
  const pieces = 'ip[6:2] & 0x1fff != 0';
  const wanted = kind === 'ping' ? `icmp or ${pieces}` : `icmp or ${kind} port ${port} or ${pieces}`;
  const workers = `(host ${own.address} or host ${other.address})`;
  if (place !== 'machine') return `arp or (${workers} and (${wanted}))`;
  if (lab.track === 'routed') return `(${workers} or host ${other.machine}) and (${wanted})`;
  const carried = isEncrypted(lab) ? 'esp' : `udp port ${dataPortOf(lab)}`;
  return `host ${other.machine} and (${carried} or icmp or ${pieces})`;
}
