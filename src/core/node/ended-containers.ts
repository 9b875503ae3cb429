import type { Node } from '../remote/port.ts';
import { labLabel } from './engine.ts';

/**
 * Others' containers on a node that ran when its baseline was taken and do not run now, most likely since the engine was
 * killed or restarted under them. `before` is the baseline's own list: name, short id and state of each container.
 */
export async function endedSince(
  { docker }: Pick<Node, 'docker'>,
  lab: string,
  before: readonly string[] = [],
  signal?: AbortSignal,
): Promise<{ id: string; name: string }[]> {
  if (!before.some((line) => line.endsWith(' running'))) return [];
  const containers = await docker.listContainers({ all: true, ...(signal && { abortSignal: signal }) });
  return containers
    .filter(({ State, Labels }) => State === 'exited' && Labels[labLabel] !== lab)
    .map(({ Id, Names }) => ({ id: Id, name: Names[0]?.slice(1) ?? '' }))
    .filter(({ id, name }) => before.includes(`${name} ${id.slice(0, 12)} running`));
}
