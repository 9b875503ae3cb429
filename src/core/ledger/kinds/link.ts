import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { unlessOthers } from '../../machine/taken-away.ts';
import { linkTakeAway, vxlanLink, vxlanVni } from '../../machine/vxlan-link.ts';
import { defineKind } from './kind.ts';

const schema = z.object({ kind: z.literal('link'), name: z.string(), vni: z.number() });

/** A VXLAN link of the lab's, known by its mark; what was entered on it goes with it, but for others' entries, which keep it. */
export const link = defineKind({
  schema,
  describe: ({ name, vni }) => texts.ledger.link({ name, vni }),
  thing: ({ name }) => `link ${name}`,
  isPlausible: ({ name, vni }) => name === vxlanLink && vni === vxlanVni,
  async takeBack(node, { name }, { lab, signal, peers, includeUnowned: force }) {
    const machines = peers.map(({ address }) => address);
    return unlessOthers(await node.run(linkTakeAway, { lab, name, machines, force }, { signal }), node, name);
  },
});
