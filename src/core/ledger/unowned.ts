import type { NodeStatus } from '../../shared/wire/node-status.ts';
import type { Node } from '../machine/port.ts';
import { coalesce } from './coalesce.ts';
import { networkUsers, ownNetworks } from './network-users.ts';
import type { Entry } from './open-entries.ts';

type Unowned = NonNullable<NodeStatus['unowned']>;

/**
 * Others' containers on the lab's networks, by node: for them a reset leaves the network standing, unless it is told to
 * cut them off. Read in the same way as the reset itself; nothing where an engine does not answer.
 */
export async function unownedByNode(
  nodes: readonly { node: Node; entries: readonly Entry[] }[],
  lab: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<Node, Unowned>> {
  const asking = { lab, ...(signal && { signal }) };
  const peers = nodes.map(({ node }) => node);
  const byNode = new Map(peers.map((node): [Node, Unowned] => [node, []]));
  const look = async (maker: Node, { change, detail }: ReturnType<typeof coalesce>[number]) => {
    if (change.kind !== 'network') return;
    const networks = await ownNetworks(maker, change.name, detail, asking).catch(() => []);
    const users = await Promise.all(networks.map(({ id }) => networkUsers(id, peers, asking)));
    for (const { node, name } of users.flat()) byNode.get(node)?.push({ container: name, network: change.name });
  };
  await Promise.all(nodes.flatMap(({ node, entries }) => coalesce(entries).map((one) => look(node, one))));
  return byNode;
}
