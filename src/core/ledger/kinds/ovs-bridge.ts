import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { labSwitch, outsideSwitch, switchTakeAway } from '../../machine/open-switch.ts';
import { defineKind } from './kind.ts';

const schema = z.object({ kind: z.literal('ovs-bridge'), name: z.string() });

/** A bridge of Open vSwitch, known by its mark; its ports go with it. */
export const ovsBridge = defineKind({
  schema,
  describe: ({ name }) => texts.ledger.ovsBridge({ name }),
  thing: ({ name }) => `ovs-bridge ${name}`,
  isPlausible: ({ name }) => name === labSwitch || name === outsideSwitch,
  async takeBack(node, { name }, { lab, signal }) {
    return (await node.run(switchTakeAway, { lab, name }, { signal })) ? undefined : texts.ledger.linkLeft;
  },
});
