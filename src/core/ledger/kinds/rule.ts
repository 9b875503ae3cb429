import { z } from 'zod';
import { parseSubnet } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import { rulesTakeAway, userChain } from '../../machine/lab-rules.ts';
import { defineKind } from './kind.ts';

const schema = z.object({ kind: z.literal('rule'), chain: z.string(), subnet: z.string() });

/** A rule in the chain that the engine leaves to others; the lab's are told by their comment. */
export const rule = defineKind({
  schema,
  describe: ({ chain, subnet }) => texts.ledger.rule({ chain, subnet }),
  thing: ({ chain }) => `rule ${chain}`,
  isPlausible: ({ chain, subnet }) => chain === userChain && parseSubnet(subnet) !== undefined,
  async takeBack(node, _change, { lab, signal }) {
    await node.run(rulesTakeAway, { lab }, { signal });
    return undefined;
  },
});
