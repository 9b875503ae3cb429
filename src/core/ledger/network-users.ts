import type { Json } from '../../shared/json.ts';
import { labLabel } from '../machine/engine.ts';
import { type FoundNetwork, findNetworks } from '../machine/engine-objects.ts';
import type { Node } from '../machine/port.ts';

interface Asking {
  lab: string;
  signal?: AbortSignal;
}

/** The lab's own networks of this name; `detail` is the id of the one that it made, where that is known. */
export async function ownNetworks(
  node: Node,
  name: string,
  detail: Json | undefined,
  { lab, signal }: Asking,
): Promise<FoundNetwork[]> {
  const found = await findNetworks(node, name, signal);
  return found.filter(({ id, labels }) => labels[labLabel] === lab && (typeof detail !== 'string' || id === detail));
}

/**
 * Others' containers that run on a network, on any node. Each engine has to be asked: what runs elsewhere shows on this
 * one as an endpoint, and so does what is long gone.
 */
export async function networkUsers(
  id: string,
  peers: readonly Node[],
  { lab, signal }: Asking,
): Promise<{ node: Node; name: string }[]> {
  const asked = { filters: { network: [id] }, ...(signal && { abortSignal: signal }) };
  const lists = await Promise.all(
    peers.map(async (node) => {
      const running = await node.docker.listContainers(asked).catch(() => []);
      return running
        .filter(({ Labels }) => Labels[labLabel] !== lab)
        .map(({ Id, Names }) => ({ node, name: Names[0]?.slice(1) ?? Id }));
    }),
  );
  return lists.flat();
}
