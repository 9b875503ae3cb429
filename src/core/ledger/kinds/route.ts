import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { parseSubnet } from '../../../shared/lab/lab.ts';
import { texts } from '../../../shared/texts/text.ts';
import { routeTakeAway } from '../../machine/lab-routes.ts';
import { defineKind } from './kind.ts';

const schema = z.object({ kind: z.literal('route'), destination: z.string(), via: z.string() });

/** A route to another node's containers, with the lab's number as its protocol. */
export const route = defineKind({
  schema,
  describe: ({ destination, via }) => texts.ledger.route({ destination, via }),
  thing: ({ destination }) => `route ${destination}`,
  isPlausible: ({ destination, via }) => parseSubnet(destination) !== undefined && isIPv4(via),
  async takeBack(node, { destination, via }, { signal }) {
    await node.run(routeTakeAway, { destination, via }, { signal });
    return undefined;
  },
});
