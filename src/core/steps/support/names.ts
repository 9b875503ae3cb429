import { posix } from 'node:path';
import type { Lab } from '../../../shared/lab.ts';
import { labUnitPath, stateDirectory } from '../../ledger/scribe.ts';
import { labLabel } from '../../node/engine.ts';

/** Names of everything that a lab makes on its nodes, in one place. */
export const etcdUnitPath = labUnitPath;
export const etcdUnit = posix.basename(etcdUnitPath);
export const etcdDataDirectory = (lab: string): string => `${stateDirectory(lab)}/etcd-data`;
export const etcdBinDirectory = (lab: string): string => `${stateDirectory(lab)}/etcd-bin`;
export const daemonJsonPath = '/etc/docker/daemon.json';
export const daemonDropInPath = '/etc/systemd/system/docker.service.d/zz-overlay-lab.conf';
export const workerImage = 'overlay-lab/worker:1';

/** The image of the workers: the lab's own unless another is named. */
export const imageOf = (options: { image?: string }): string => options.image ?? workerImage;

export const clientPort = 2379;
export const peerPort = 2380;
/** What the engine advertises; nothing listens there: the port only names the engine in the store. */
export const advertisedPort = 2375;

/** `worker-1` on the first node of the lab file, and so on, as the tutorial names them. */
export function workerName(lab: Lab, node: string): string {
  return `worker-${lab.nodes.findIndex(({ name }) => name === node) + 1}`;
}

export const labels = (lab: string): Record<string, string> => ({ [labLabel]: lab });
