import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { neighbourTakeAway } from '../../machine/link-entries.ts';
import { vxlanLink } from '../../machine/vxlan-link.ts';
import { defineKind, isMac } from './kind.ts';

const schema = z.object({
  kind: z.literal('neighbour'),
  link: z.string(),
  address: z.string(),
  mac: z.string(),
  /** The MAC that stood there for this address; null for none. */
  before: z.string().nullable(),
});

/** A line in a link's neighbour table, from which it answers: this address is at that MAC. */
export const neighbour = defineKind({
  schema,
  describe: ({ link, address, mac }) => texts.ledger.neighbour({ link, address, mac }),
  thing: ({ link, address }) => `neighbour ${link} ${address}`,
  fate: ({ before }) => (before === null ? 'remove' : 'restore'),
  isPlausible: ({ link, address, mac, before }) =>
    link === vxlanLink && isIPv4(address) && isMac(mac) && (before === null || isMac(before)),
  async takeBack(node, { kind: _, ...entry }, { signal }) {
    await node.run(neighbourTakeAway, entry, { signal });
    return undefined;
  },
  withEarlier: (change, { before }) => ({ ...change, before }),
});
