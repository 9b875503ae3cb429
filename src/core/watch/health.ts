import type { Node } from '../machine/port.ts';
import { getJson } from '../machine/tunnel-http.ts';
import { clientPort } from '../tracks/common/support/names.ts';
import type { Sighting } from './sighting.ts';

const answerMs = 2_500;

/** Of what is said below. */
export const isWell = ({ detail }: Pick<Sighting, 'detail'>): boolean => detail === 'healthy' || detail === 'answers';

/** Whether the node's member of etcd answers, and has a quorum: its /health commits through raft. */
export async function etcdHealth(node: Node, signal: AbortSignal): Promise<Sighting> {
  const asked = getJson(node, node.address, clientPort, '/health', { signal, timeout: answerMs });
  const detail = await asked.then(
    ({ json }) => (isHealthy(json) ? 'healthy' : 'no quorum'),
    () => 'does not answer',
  );
  return { kind: 'etcd', key: 'health', name: `${node.address}:${clientPort}`, is: 'there', detail };
}

/** 2.x and 3.x say it as a string, newer ones may not. */
const isHealthy = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'health' in json && String(json.health) === 'true';

export const dockerHealth = (answers: boolean): Sighting => ({
  ...{ kind: 'docker', key: 'answers', name: 'Docker', is: 'there' },
  detail: answers ? 'answers' : 'does not answer',
});
