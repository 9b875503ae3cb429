import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { texts } from '../../../shared/texts/text.ts';
import { forwardingTakeAway, unknownMac } from '../../machine/link-entries.ts';
import { vxlanLink } from '../../machine/vxlan-link.ts';
import { defineKind, isMac } from './kind.ts';

const schema = z.object({
  kind: z.literal('forwarding'),
  link: z.string(),
  mac: z.string(),
  dst: z.string(),
  /** The machine that stood there for this MAC; null for none. */
  before: z.string().nullable(),
});

/** A line in a link's forwarding table: this MAC is behind that machine. */
export const forwarding = defineKind({
  schema,
  describe: ({ link, mac, dst }) => texts.ledger.forwarding({ link, mac, dst }),
  thing: ({ link, mac, dst }) => `forwarding ${link} ${mac}${mac === unknownMac ? ` ${dst}` : ''}`,
  fate: ({ before }) => (before === null ? 'remove' : 'restore'),
  isPlausible: ({ link, mac, dst, before }) =>
    link === vxlanLink && isMac(mac) && isIPv4(dst) && (before === null || isIPv4(before)),
  async takeBack(node, { kind: _, ...entry }, { signal }) {
    await node.run(forwardingTakeAway, entry, { signal });
    return undefined;
  },
  withEarlier: (change, { before }) => ({ ...change, before }),
});
