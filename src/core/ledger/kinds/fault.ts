import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { faultTakeAway, fits } from '../../machine/faults/faults.ts';
import { defineKind } from './kind.ts';

const schema = z.object({ kind: z.literal('fault'), fault: z.string(), words: z.array(z.string()).max(10) });

/** A fault that a drill made on purpose. Its words for people do not say which: whoever looks for it reads them too. */
export const fault = defineKind({
  schema,
  describe: () => texts.ledger.drill,
  thing: ({ fault: id, words }) => `fault ${id} ${words.slice(0, 3).join(' ')}`,
  fate: () => 'restore',
  isPlausible: ({ fault: id, words }) => fits(id, words),
  async takeBack(node, { fault: id, words }, { signal }) {
    if (fits(id, words)) await node.run(faultTakeAway, { fault: id, words }, { signal });
    return undefined;
  },
});
