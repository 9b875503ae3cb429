import { posix } from 'node:path';
import type { Lab } from '../../../../shared/lab/lab.ts';
import { isMember, membersOf } from '../../../../shared/lab/members.ts';
import { guardUnitPath, labUnitPath } from '../../../ledger/lab-files.ts';
import { labLabel } from '../../../machine/engine.ts';
import { stateDirectory } from '../../../machine/own-directory.ts';

/** Names of everything that a lab makes on its nodes, in one place. */
export const etcdUnitPath = labUnitPath;
export const etcdUnit = posix.basename(etcdUnitPath);
/** The unit of a node without a member: the firewall rules that a member's unit has too. */
export const guardUnit = posix.basename(guardUnitPath);
export const etcdDataDirectory = (lab: string): string => `${stateDirectory(lab)}/etcd-data`;
export const etcdBinDirectory = (lab: string): string => `${stateDirectory(lab)}/etcd-bin`;
export const workerImage = 'overlay-lab/worker:1';

/** The image of the workers: the lab's own unless another is named. */
export const imageOf = (options: { image?: string }): string => options.image ?? workerImage;

export const clientPort = 2379;
export const peerPort = 2380;
/** Where the engines' gossip arrives. */
export const gossipPort = 7946;
/** What the engine advertises; nothing listens there: the port only names the engine in the store. */
export const advertisedPort = 2375;

export interface Wanted {
  store: string;
  advertise: string;
}

/**
 * What the engine of the node with this address must have as its store: its own node's member as in the tutorial, and all
 * members where it has none.
 */
export function wantedOf(lab: Lab, address: string): Wanted {
  const members = membersOf(lab).map((member) => member.address);
  const asked = members.includes(address) ? [address] : members;
  return {
    store: `etcd://${asked.map((member) => `${member}:${clientPort}`).join(',')}`,
    advertise: `${address}:${advertisedPort}`,
  };
}

/** Of these nodes those on which the lab has a member of etcd. */
export const membersIn = <T extends { name: string }>(lab: Lab, nodes: readonly T[]): T[] =>
  nodes.filter(({ name }) => isMember(lab, name));

/** `worker-1` on the first node of the lab file, and so on, as the tutorial names them. */
export function workerName(lab: Lab, node: string): string {
  return `worker-${lab.nodes.findIndex(({ name }) => name === node) + 1}`;
}

export const labels = (lab: string): Record<string, string> => ({ [labLabel]: lab });

/** What a run calls its look at the engine's entry in the store. */
export const entryLook = (node: { name: string }): string => `store-entry@${node.name}`;
