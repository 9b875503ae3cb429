import { posix } from 'node:path';
import type { Lab } from '../../shared/lab/lab.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { TrackOutline } from '../../shared/tracks/outline.ts';
import type { NodeChange, SightedKind } from '../../shared/watch/sighting.ts';
import { ruleMark } from '../machine/lab-rules.ts';
import { insidePort, labSwitch, outsideSwitch } from '../machine/open-switch.ts';
import { stateDirectory } from '../machine/own-directory.ts';
import { labService } from '../machine/swarm-service.ts';
import { labBridge, vxlanLink } from '../machine/vxlan-link.ts';
import { workerName } from '../tracks/common/support/names.ts';
import { memberData } from './node-program.ts';

/** Steps whose checks may come out differently after a change on a node. */
export interface Touched {
  steps: readonly StepId[];
  /** It says by itself that they do not hold any more, as far as one can tell before their checks are asked. */
  against: boolean;
}

type Change = Pick<NodeChange, 'kind' | 'name' | 'did' | 'detail' | 'node'>;

/** What a container's event says that ends what a worker is for. */
const ends = /^(die|kill|stop|destroy|pause|oom|rename)\b/;
const etcdNames = /(^|\/)(overlay-lab-)?etcd(\.service)?$/;
const guardNames = /(^|\/)overlay-lab-guard(\.service)?$/;
/** The chain in which the lab's rules are. */
const ownChain = /\bOVERLAY-LAB\b/;

/** Links that Open vSwitch makes for the lab. */
const switches = [labSwitch, insidePort, outsideSwitch];

/** What steps stand on that are no daemon's. */
const ways: Partial<Record<StepId, readonly SightedKind[]>> = {
  link: ['link'],
  peers: ['link', 'fdb', 'neighbour'],
  switch: ['link', 'address'],
  ports: ['link'],
  routes: ['route'],
  rules: ['firewall'],
};

/** Nothing where it is no business of the lab's. */
export function touchedBy(change: Change, lab: Lab, track: TrackOutline): Touched | undefined {
  const { kind, name, did, detail } = change;
  const needing = (daemon: 'docker' | 'etcd') =>
    track.steps.flatMap(({ id, daemons = [] }) => (daemons.includes(daemon) ? [id] : []));
  const only = (...ids: StepId[]) => ids.filter((id) => track.steps.some((step) => step.id === id));
  // What has rules of the lab's own: who may reach what it opens.
  const guarded = [...needing('etcd'), ...only('swarm', ...(track.id === 'vxlan' ? (['link'] as const) : []))];
  const touched = (steps: readonly StepId[], against = false): Touched | undefined =>
    steps.length > 0 ? { steps, against } : undefined;
  if (kind === 'container') {
    const worker = workerName(lab, change.node);
    // A task's container is called after its service.
    if (name.startsWith(`${labService}.`)) return touched(only('service'), ends.test(detail));
    return name === worker ? touched(only('workers', 'interfaces', 'peers'), ends.test(detail)) : undefined;
  }
  if (kind === 'network' && (name === lab.network.name || name === 'docker_gwbridge'))
    return touched(
      only('network', 'link', 'switch', 'workers', 'interfaces'),
      name === lab.network.name && /^destroy|^remove/.test(detail),
    );
  if (kind === 'link' && (name === vxlanLink || name === labBridge || switches.includes(name)))
    return touched(only('link', 'peers', 'switch', 'ports'), name !== labBridge && did === 'gone');
  if ((kind === 'fdb' && /\bself\b/.test(detail)) || kind === 'neighbour')
    return name.split(' ')[2] === vxlanLink ? touched(only('peers')) : undefined;
  if (kind === 'route' && lab.nodes.some((node) => ` ${name} `.includes(` via ${node.address} `)))
    return touched(only('routes'));
  if (kind === 'firewall' && name.includes(ruleMark(lab.name))) return touched(only('rules'));
  if (kind === 'image') return touched(only('preflight', 'image'));
  if (kind === 'docker') return touched(needing('docker'));
  if (kind === 'etcd') return touched(only('etcd', 'network'));
  if (kind === 'process')
    return touched(name === 'etcd' ? needing('etcd') : name === 'dockerd' ? needing('docker') : []);
  if (guardNames.test(kind === 'unit' || kind === 'file' ? name : '')) return touched(guarded);
  if (kind === 'unit') return touched(settingsOf(name, { etcd: needing('etcd'), docker: needing('docker') }));
  if (kind === 'file' && isMemberData(name, lab.name)) return touched(needing('etcd'), did === 'gone');
  if (kind === 'file') return touched(settingsOf(name, { etcd: needing('etcd'), docker: only('daemon', 'swarm') }));
  if (kind === 'firewall' && ownChain.test(name)) return touched(guarded);
  const { address } = lab.nodes.find((node) => node.name === change.node) ?? {};
  if (kind === 'address' && address !== undefined && name.startsWith(`${address}/`))
    return touched(only('etcd', 'daemon', 'swarm'), did === 'gone');
  return undefined;
}

/** Of an etcd that a person started they may be anywhere, but not where those of another lab are. */
const isMemberData = (path: string, lab: string): boolean =>
  path === memberData(lab) || (path.endsWith('/member') && !path.startsWith(`${posix.dirname(stateDirectory(lab))}/`));

function settingsOf(name: string, { etcd, docker }: Record<'etcd' | 'docker', StepId[]>): StepId[] {
  if (etcdNames.test(name)) return etcd;
  return /docker(\.service|\.socket)?(\.d)?$|\/docker\//.test(name) ? docker : [];
}

/** Where of these kinds something may have been missed. */
export function touchedByMany(kinds: readonly SightedKind[], track: TrackOutline): StepId[] {
  const has = (...some: SightedKind[]) => some.some((kind) => kinds.includes(kind));
  const all = track.steps.map(({ id }) => id).filter((id) => id !== 'preflight');
  if (has('process', 'unit', 'file')) return all;
  return track.steps.flatMap(({ id, daemons = [] }) => {
    const docker = daemons.includes('docker') && has('container', 'network', 'image');
    const etcd = (daemons.includes('etcd') || id === 'swarm' || id === 'link') && has('firewall');
    const way = has(...(ways[id] ?? []));
    return id !== 'preflight' && (docker || etcd || way) ? [id] : [];
  });
}
