import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { engineInfo } from '../../machine/engine.ts';
import { membershipOf } from '../../machine/swarm.ts';
import { findService, removeService } from '../../machine/swarm-service.ts';
import { defineKind } from './kind.ts';

const schema = z.object({ kind: z.literal('service'), name: z.string() });

/** A service of the lab's swarm, which the manager keeps; the lab's are told by their label. */
export const service = defineKind({
  schema,
  describe: ({ name }) => texts.ledger.service({ name }),
  thing: ({ name }) => `service ${name}`,
  isPlausible: ({ name }) => /^[a-z0-9][a-z0-9-]{0,62}$/.test(name),
  async takeBack(node, { name }, { lab, peers, signal }) {
    const { state, isManager, isReadable } = membershipOf(await engineInfo(node));
    // It goes with its swarm.
    if (state !== 'active' || !isManager || !isReadable) return undefined;
    const found = await findService(node, name);
    if (found?.lab === lab) await removeService(node, found.id, peers, signal);
    return undefined;
  },
});
