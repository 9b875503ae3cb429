import type { Author } from '../../shared/watch/sighting.ts';
import type { Change as LedgerChange } from '../ledger/change.ts';
import { vxlanLink } from '../machine/vxlan-link.ts';
import type { Change } from './standing.ts';

/** What tells who made a change. */
export interface Evidence {
  /** The app's lease on the node is held: only then does it change anything. */
  atWork: boolean;
  /** What its ledger there names, or did since one looks; see `namedIn`. */
  named: ReadonlySet<string>;
  /** Names that are the lab's own whoever makes them: its network, its workers. */
  ofLab: ReadonlySet<string>;
}

/** Kinds that the ledger names by themselves. */
const ownKinds = new Set(['container', 'network', 'image', 'unit', 'file', 'process']);

/** What the ledger names of links: the lab's own, and what was entered on it. */
const isOfLink = ({ kind, name }: Change): boolean =>
  kind === 'link' ? name === vxlanLink : ['fdb', 'neighbour'].includes(kind) && name.split(' ')[2] === vxlanLink;

const isNamed = (change: Change): boolean => ownKinds.has(change.kind) || isOfLink(change);

/** What the ledger names in place of a daemon: the unit that starts it, the file for which it is started again. */
const reasons: Record<string, string> = {
  'process etcd': 'unit overlay-lab-etcd.service',
  'process dockerd': 'file /etc/docker/daemon.json',
};

const keyOf = ({ kind, name }: Change): string => reasons[`${kind} ${name}`] ?? `${kind} ${name}`;

const settings =
  /^(etcd|dockerd|docker|overlay-lab-etcd|overlay-lab-guard)(\.service|\.socket)?$|^\/etc\/(docker|default|systemd)\//;

export function authorOf(change: Change, { atWork, named, ofLab }: Evidence): Author | undefined {
  if (change.kind === 'etcd' || (change.kind === 'docker' && change.did !== 'happened')) return undefined;
  if (atWork) {
    return isNamed(change) && named.has(keyOf(change)) ? 'app' : 'unknown';
  }
  return ofLab.has(change.name) || isOfLink(change) || settings.test(change.name) ? 'hand' : 'other';
}

/** True where the ledger may say more than it did when it was last read. */
export const maybeNamed = (change: Change, { atWork, named }: Evidence): boolean =>
  atWork && isNamed(change) && !named.has(keyOf(change));

/** Kind and name of each thing that a ledger names. */
export function namedIn(changes: readonly LedgerChange[]): string[] {
  return changes.flatMap((change) => {
    if (change.kind === 'file' || change.kind === 'directory') return `file ${change.path}`;
    if (change.kind === 'unit') return `unit ${change.unit}`;
    if (change.kind === 'image') return [`image ${change.reference}`, `image ${change.reference}:latest`];
    if (change.kind === 'container' || change.kind === 'network') return `${change.kind} ${change.name}`;
    if (change.kind === 'link') return `link ${change.name}`;
    if (change.kind === 'forwarding') return `fdb ${change.mac} on ${change.link} to ${change.dst}`;
    if (change.kind === 'neighbour') return `neighbour ${change.address} on ${change.link}`;
    return change.kind === 'gwbridge' ? 'network docker_gwbridge' : [];
  });
}
