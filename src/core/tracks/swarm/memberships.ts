import { engineInfo } from '../../machine/engine.ts';
import type { Node } from '../../machine/port.ts';
import { membershipOf, type SwarmMembership } from '../../machine/swarm.ts';
import type { LabContext } from '../common/support/lab-step.ts';

export interface Member {
  node: Node;
  membership: SwarmMembership;
}

/** What each engine was in before anything was taken back; one that does not answer is left out. Read once a run. */
export function membersBefore(context: LabContext): Promise<Member[]> {
  return context.once('swarm-members', async () => {
    const found = await Promise.all(
      context.nodes.map(async (node) => {
        try {
          return [{ node, membership: membershipOf(await engineInfo(node)) }];
        } catch {
          context.signal.throwIfAborted();
          return []; // told by whoever needs it
        }
      }),
    );
    return found.flat();
  });
}
