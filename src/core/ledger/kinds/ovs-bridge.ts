import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { labSwitch, outsideSwitch, switchTakeAway } from '../../machine/open-switch.ts';
import { unlessOthers } from '../../machine/taken-away.ts';
import { defineKind } from './kind.ts';

const schema = z.object({ kind: z.literal('ovs-bridge'), name: z.string() });

/** A bridge of Open vSwitch, known by its mark; its ports go with it, but for others', which keep it. */
export const ovsBridge = defineKind({
  schema,
  describe: ({ name }) => texts.ledger.ovsBridge({ name }),
  thing: ({ name }) => `ovs-bridge ${name}`,
  isPlausible: ({ name }) => name === labSwitch || name === outsideSwitch,
  async takeBack(node, { name }, { lab, signal, peers, includeUnowned: force }) {
    const machines = peers.map(({ address }) => address);
    return unlessOthers(await node.run(switchTakeAway, { lab, name, machines, force }, { signal }), node, name);
  },
});
