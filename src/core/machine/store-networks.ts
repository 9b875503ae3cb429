import { labLabel } from './engine.ts';
import { ignoreGone, removeWithEnds } from './engine-objects.ts';
import type { Node } from './port.ts';

/** A network that lives in the cluster store, so is lost with it, and that the lab did not make. */
export interface StoreNetwork {
  id: string;
  name: string;
  /** Containers on it, running or not: without it none of them starts again. */
  users: { node: Node; name: string; isOurs: boolean }[];
}

/**
 * What others keep in the lab's store. The network of the lab's own name, created manually as in the tutorial, counts while
 * somebody else's container is on it. An engine that does not answer, or has no store, shows none.
 */
export async function othersInStore(
  nodes: readonly Node[],
  { lab, network, signal }: { lab: string; network: string; signal?: AbortSignal | undefined },
): Promise<StoreNetwork[]> {
  const found = new Map<string, StoreNetwork>();
  const asked = signal ? { abortSignal: signal } : {};
  const lists = await Promise.all(nodes.map((node) => node.docker.listNetworks(asked).catch(() => [])));
  for (const { Id, Name, Scope, Driver, Labels } of lists.flat())
    if ((Scope === 'global' || Driver === 'overlay') && Labels?.[labLabel] !== lab)
      found.set(Id, { id: Id, name: Name, users: [] });
  for (const one of found.values()) one.users.push(...(await usersOf(one, nodes, { lab, asked })));
  return [...found.values()]
    .filter(({ name, users }) => name !== network || users.some(({ isOurs }) => !isOurs))
    .sort((a, b) => a.name.localeCompare(b.name));
}

async function usersOf(
  { id, name }: StoreNetwork,
  nodes: readonly Node[],
  { lab, asked }: { lab: string; asked: { abortSignal?: AbortSignal } },
): Promise<StoreNetwork['users']> {
  // One that was never started knows its network only by name.
  const lists = await Promise.all(
    nodes.map(async (node) => {
      const on = await node.docker
        .listContainers({ all: true, filters: { network: [id, name] }, ...asked })
        .catch(() => []);
      return on.map(({ Id, Names, Labels }) => ({
        node,
        name: Names[0]?.slice(1) ?? Id.slice(0, 12),
        isOurs: Labels[labLabel] === lab,
      }));
    }),
  );
  return lists.flat();
}

/** Cuts all that is on it off, while there is still a store to forget it, and removes it; the containers stay. */
export async function removeStoreNetwork({ id, users }: StoreNetwork, nodes: readonly Node[]): Promise<void> {
  const cutOff = (node: Node, name: string) =>
    ignoreGone(node.docker.getNetwork(id).disconnect({ Container: name, Force: true }));
  for (const { node, name } of users) await cutOff(node, name);
  const [first] = nodes;
  if (!first) return;
  await removeWithEnds(first, id);
}
