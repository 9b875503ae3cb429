import { z } from 'zod';
import { LabError } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import { engineInfo } from '../../machine/engine.ts';
import { leaveSwarm, reconnectNoted } from '../../machine/leave-swarm.ts';
import { isManagedBy, membershipOf, type SwarmMembership } from '../../machine/swarm.ts';
import { defineKind, type TakeBackOptions } from './kind.ts';

const schema = z.object({ kind: z.literal('swarm'), role: z.enum(['manager', 'worker']) });

/** The engine's place in the lab's swarm; the outcome keeps its id there. */
export const swarm = defineKind({
  schema,
  describe: ({ role }) => (role === 'manager' ? texts.ledger.swarmManager : texts.ledger.swarmWorker),
  thing: () => 'swarm',
  isPlausible: () => true,
  async takeBack(node, _change, options) {
    const now = membershipOf(await engineInfo(node));
    const isPlace = now.nodeId !== '' && now.nodeId === options.detail;
    if (now.state !== 'inactive' && (isLabs(now, options) || (isPlace && options.includeUnowned))) {
      await leaveSwarm(node, options.lab);
      return undefined;
    }
    // An attempt that was interrupted may have left others' containers off their bridges.
    await reconnectNoted(node, options.lab);
    if (now.state !== 'inactive' && isPlace) throw madeManager(node.name);
    return now.state === 'inactive' ? undefined : texts.ledger.swarmLeft;
  },
});

/** Its place is the lab's, its vote is not: without it those who gave it may have no majority. */
const madeManager = (node: string): LabError =>
  new LabError('refused', texts.swarm.madeManager({ node }), {
    node,
    remedy: texts.swarm.madeManagerRemedy({ node }),
    diagnosis: 45,
  });

/**
 * A manager by the swarm's label alone: with it goes all that it keeps. A worker by its id there, or, where the lab was
 * interrupted before it knew or had to join again, by managers that are all the lab's own nodes.
 */
function isLabs(now: SwarmMembership, { lab, detail, peers }: TakeBackOptions): boolean {
  if (now.isManager) return now.isReadable ? now.lab === lab : now.nodeId === detail;
  if (typeof detail === 'string' && now.nodeId !== '' && now.nodeId === detail) return true;
  return isManagedBy(
    now,
    peers.map(({ address }) => address),
  );
}
