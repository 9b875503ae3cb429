import { within } from '../gates/wait.ts';
import type { Node } from '../machine/port.ts';
import { getJson } from '../machine/tunnel-http.ts';
import { clientPort } from '../tracks/common/support/names.ts';
import type { Sighting } from './sighting.ts';

const answerMs = 2_500;

/** Of an answer to the questions below. */
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

/** Whether Docker answers; asked only where dockerd is running, because its socket would start it. */
export async function dockerHealth(node: Node, signal: AbortSignal): Promise<Sighting> {
  const asked = within({ what: '', ms: answerMs, signal }, (waiting) => pinged(node, waiting));
  const detail = await asked.then(
    () => 'answers',
    () => 'does not answer',
  );
  return { kind: 'docker', key: 'answers', name: 'Docker', is: 'there', detail };
}

/** Its types do not know that it takes a signal; without one each that is not answered would stay open. */
function pinged({ docker }: Node, abortSignal: AbortSignal): Promise<unknown> {
  const ping = docker.ping.bind(docker) as unknown as (options: { abortSignal: AbortSignal }) => Promise<unknown>;
  return ping({ abortSignal });
}
