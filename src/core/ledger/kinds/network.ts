import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { settled } from '../../gates/settled.ts';
import { ignoreGone } from '../../machine/engine-objects.ts';
import type { Node } from '../../machine/port.ts';
import { removeSwarmNetwork } from '../../machine/swarm.ts';
import { networkUsers, ownNetworks } from '../network-users.ts';
import { defineKind, engineNamed, isEngineId, type TakeBackOptions } from './kind.ts';

export const network = defineKind({ ...engineNamed('network'), takeBack: removeNetwork });

async function removeNetwork(node: Node, { name }: { name: string }, options: TakeBackOptions): Promise<undefined> {
  const { lab, peers, includeUnowned, detail } = options;
  const lookAt = (id: string) => {
    const inspect = () =>
      node.docker.getNetwork(id).inspect() as Promise<{ Containers?: Record<string, { Name: string }> }>;
    return Promise.all([networkUsers(id, peers, { lab }), settled(inspect())]);
  };
  // Of the one that the ledger knows is asked at once; whether it is the lab's is seen before anything is made of it.
  const known = isEngineId(detail) ? lookAt(detail) : undefined;
  for (const found of await ownNetworks(node, name, detail, { lab })) {
    const network = node.docker.getNetwork(found.id);
    const look = () => network.inspect() as Promise<{ Containers?: Record<string, { Name: string }> }>;
    const [users, looked] = await (known && found.id === detail ? known : lookAt(found.id));
    if (users.length > 0 && !includeUnowned) {
      const names = users.map((user) => texts.ledger.onNode({ name: user.name, node: user.node.name }));
      throw new LabError('refused', texts.ledger.networkInUse({ name, users: names }), {
        node: node.name,
        remedy: texts.ledger.networkInUseRemedy,
        diagnosis: 33,
      });
    }
    for (const user of users)
      await ignoreGone(user.node.docker.getNetwork(found.id).disconnect({ Container: user.name, Force: true }));
    if (found.isSwarms) {
      await removeSwarmNetwork(node, found.id, options.signal).catch((error: unknown) => {
        if (!mayBeElsewhere(node, name, options)) throw error;
      });
      continue;
    }
    // Who was taken off it just now is on it no more.
    const { Containers } = users.length > 0 ? await look() : looked();
    const ends = Object.values(Containers ?? {});
    if (ends.length > 0 && found.driver === 'overlay' && mayBeElsewhere(node, name, options)) continue;
    // Stale endpoints, whose container is long gone, keep a network alive too (rows 32 and 33 of the catalogue).
    for (const { Name } of ends) await ignoreGone(network.disconnect({ Container: Name, Force: true }));
    await ignoreGone(network.remove());
  }
}

/**
 * Taken from under a worker on a node that is away, an overlay leaves that node's engine a sandbox for ever. True where
 * the network can stay: nobody here sees it any more, and it goes with the store, or with the other node's own reset.
 */
function mayBeElsewhere(node: Node, name: string, { someAway, leavesStore }: TakeBackOptions): boolean {
  if (!someAway || leavesStore) return someAway === true;
  throw new LabError('refused', texts.ledger.networkElsewhere({ name }), {
    node: node.name,
    remedy: texts.ledger.networkElsewhereRemedy,
  });
}
