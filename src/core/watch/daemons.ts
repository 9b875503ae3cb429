import type { DaemonState } from '../../shared/snapshot/snapshot.ts';
import { stoppedBySignal } from './lines.ts';
import type { NodeStanding } from './standing.ts';

/** The engine as it stands on a node. One whose process has another name is known by its unit, until a dockerd was seen. */
export function dockerOn(standing: NodeStanding, wasSeen: boolean): DaemonState {
  const processes = standing.of('process').filter(({ name }) => name === 'dockerd');
  if (processes.length === 0) return !wasSeen && standing.get('unit', 'docker.service') ? 'running' : 'gone';
  if (processes.every(({ detail }) => detail === stoppedBySignal)) return 'stopped';
  return standing.get('docker', 'answers')?.detail === 'does not answer' ? 'silent' : 'running';
}

/** The node's member of the store. */
export function etcdOn(standing: NodeStanding): DaemonState {
  const processes = standing.of('process').filter(({ name }) => name === 'etcd');
  if (processes.length === 0) return 'gone';
  if (processes.every(({ detail }) => detail === stoppedBySignal)) return 'stopped';
  const health = standing.get('etcd', 'health')?.detail;
  if (health === 'does not answer') return 'silent';
  return health === 'no quorum' ? 'no-quorum' : 'running';
}
