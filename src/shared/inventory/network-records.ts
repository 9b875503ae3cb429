import { z } from 'zod';
import { defineRecord } from './record-kind.ts';

export const links = defineRecord({
  schema: z.strictObject({ name: z.string(), mtu: z.number().int().nonnegative() }),
  print: ({ name, mtu }) => `${name} mtu ${mtu}`,
});

/** An address with the length of its prefix. */
export const addresses = defineRecord({
  schema: z.strictObject({ link: z.string(), address: z.string() }),
  print: ({ link, address }) => `${link} ${address}`,
});

/** `attributes` in the words of `ip route`; a `nexthop` of a route with several is a record of its own. */
export const routes = defineRecord({
  schema: z.strictObject({ destination: z.string(), attributes: z.string() }),
  print: ({ destination, attributes }) => `${destination} ${attributes}`.trimEnd(),
});

const place = { table: z.string(), family: z.union([z.literal(4), z.literal(6)]) };

/** A rule in the words of `iptables-save`, or a chain with its policy (`-` for one that somebody added). */
export const firewall = defineRecord({
  schema: z.union([
    z.strictObject({ ...place, chain: z.string(), policy: z.string() }),
    z.strictObject({ ...place, rule: z.string() }),
  ]),
  print(one) {
    const what = 'rule' in one ? one.rule : `:${one.chain} ${one.policy}`;
    return `*${one.table} ${one.family} ${what}`;
  },
});

export const sysctls = defineRecord({
  schema: z.strictObject({ key: z.string(), value: z.string() }),
  print: ({ key, value }) => `${key} = ${value}`,
});

/** A bridge of Open vSwitch, or a port of one. */
export const switches = defineRecord({
  schema: z.strictObject({ bridge: z.string(), port: z.string().optional() }),
  print: ({ bridge, port }) => (port === undefined ? bridge : `${bridge} ${port}`),
});
