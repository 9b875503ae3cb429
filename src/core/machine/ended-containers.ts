import type { Inventory } from '../../shared/inventory/inventory.ts';
import { labLabel } from './engine.ts';
import type { Node } from './port.ts';

/**
 * Others' containers on a node that ran when its baseline was taken and do not run now, most likely since the engine was
 * killed or restarted under them. `before` is what the baseline has of containers.
 */
export async function endedSince(
  { docker }: Pick<Node, 'docker'>,
  lab: string,
  before: Inventory['containers'] = [],
  signal?: AbortSignal,
): Promise<{ id: string; name: string }[]> {
  const ran = before.filter(({ state }) => state === 'running');
  if (ran.length === 0) return [];
  const containers = await docker.listContainers({ all: true, ...(signal && { abortSignal: signal }) });
  return containers
    .filter(({ State, Labels }) => State === 'exited' && Labels[labLabel] !== lab)
    .map(({ Id, Names }) => ({ id: Id, name: Names[0]?.slice(1) ?? '' }))
    .filter((one) => ran.some(({ id, name }) => name === one.name && id === one.id.slice(0, 12)));
}
