import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import { tryInNode } from '../support/nodes/practice.ts';
import { namesOf } from '../support/nodes/run-lab.ts';

/**
 * What is wrong with a lab that says it is done, asked of the nodes themselves and not of the app; empty where nothing
 * is. The app's success is only believed where this says nothing.
 */
export async function faultsOf(loaded: LoadedLab): Promise<string[]> {
  const { lab } = loaded;
  const nodes = namesOf(loaded);
  const ask = async (node: string, source: string) =>
    (await tryInNode(lab.name, node, `timeout 20 sh -c '${source}'`)).stdout.trim();
  const ids = await Promise.all(
    nodes.map((node) => ask(node, `docker network inspect -f {{.Id}} ${lab.network.name}`)),
  );
  const faults = ids.flatMap((id, index) => (id ? [] : [`${nodes[index]} has no network`]));
  if (new Set(ids).size > 1) faults.push('the network has several ids');
  const addresses = await Promise.all(
    nodes.map((node, index) =>
      ask(
        node,
        `docker inspect -f "{{.State.Running}} {{(index .NetworkSettings.Networks \\"${lab.network.name}\\").IPAddress}}" worker-${index + 1}`,
      ),
    ),
  );
  const asked = nodes.map(async (node, index) => {
    const target = addresses[(index + 1) % nodes.length]?.split(' ')[1] ?? '';
    const ping = `docker exec worker-${index + 1} ping -c 2 -i 0.2 -W 2 ${target} >/dev/null 2>&1 && echo pong`;
    return [
      ...(addresses[index]?.startsWith('true 10.')
        ? []
        : [`worker-${index + 1} does not run on the overlay: ${addresses[index]}`]),
      ...((await ask(node, ping)) === 'pong' ? [] : [`worker-${index + 1} does not reach ${target}`]),
    ];
  });
  return [...faults, ...(await Promise.all(asked)).flat()];
}
