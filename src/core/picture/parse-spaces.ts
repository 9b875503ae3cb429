import { z } from 'zod';
import type { PictureLink, PictureSpace } from '../../shared/picture/facts.ts';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { parseJson } from '../gates/limits.ts';
import type { Count } from './meter.ts';

const most = 400;
const text = z
  .string()
  .max(4_000)
  .transform((one) => stripUnsafe(one).slice(0, 200));
const flags = z.array(z.string()).catch([]);

const linkSchema = z.object({
  ifname: text,
  ifindex: z.number(),
  mtu: z.number().catch(0),
  flags,
  master: text.optional(),
  address: text.optional(),
  link_index: z.number().optional(),
  link_netnsid: z.number().optional(),
  addr_info: z.array(z.object({ local: text.optional(), prefixlen: z.number().optional() })).catch([]),
  linkinfo: z
    .object({
      info_kind: text.optional(),
      info_data: z.object({ id: z.unknown(), port: z.unknown() }).partial().optional(),
    })
    .optional(),
  stats64: z
    .object({ rx: z.object({ bytes: z.number() }), tx: z.object({ bytes: z.number() }) })
    .optional()
    .catch(undefined),
});
const neighbourSchema = z.object({ dst: text, dev: text, lladdr: text.optional(), state: flags });
const forwardingSchema = z.object({
  mac: text,
  ifname: text,
  dst: text.optional(),
  state: z.string().catch(''),
  flags,
});

/** Entries of a list that a program printed as JSON; those that are none are left out, and all of one that was cut off. */
function entriesOf<S extends z.ZodType>(printed: string, schema: S): z.infer<S>[] {
  try {
    const list = parseJson(printed, { bytes: 512 * 1024 }, { what: '' });
    if (!Array.isArray(list)) return [];
    return list.slice(0, 4 * most).flatMap((one) => {
      const entry = schema.safeParse(one);
      return entry.success ? [entry.data] : [];
    });
  } catch {
    return [];
  }
}

const seenIn = (printed: string) =>
  entriesOf(printed, linkSchema)
    .filter(({ flags: has }) => !has.includes('LOOPBACK'))
    .slice(0, most);

export function linksIn(printed: string): PictureLink[] {
  return seenIn(printed).map(
    ({ ifname, ifindex, mtu, flags: has, master, address, link_index, link_netnsid, addr_info, linkinfo }) => {
      const kind = linkinfo?.info_kind;
      const data = kind === 'vxlan' ? linkinfo?.info_data : undefined;
      const number = (value: unknown) => (Number.isInteger(Number(value)) ? Number(value) : undefined);
      const [vni, port] = [data && number(data.id), data && number(data.port)];
      return {
        ...{ name: ifname, index: ifindex, mtu, isUp: has.includes('UP') && !has.includes('NO-CARRIER') },
        // The kernel gives each link that comes up an address of its own.
        addresses: addr_info
          .flatMap(({ local, prefixlen }) => (local && !local.startsWith('fe80:') ? [`${local}/${prefixlen}`] : []))
          .slice(0, most),
        ...(kind && { kind }),
        ...(master && { master }),
        ...(address && { mac: address }),
        ...(kind === 'veth' && link_index !== undefined && { peer: link_index }),
        ...(kind === 'veth' && link_netnsid !== undefined && { peerSpace: link_netnsid }),
        ...(vni !== undefined && { vni }),
        ...(port !== undefined && { port }),
      };
    },
  );
}

/** `clock`: hundredths of a second. */
export const countsIn = (printed: string, { space, clock }: { space: string; clock: number }): Count[] =>
  seenIn(printed).flatMap(({ ifname: link, ifindex: index, stats64 }) =>
    stats64 && clock > 0
      ? [{ space, link, index, received: stats64.rx.bytes, sent: stats64.tx.bytes, at: clock / 100 }]
      : [],
  );

/** Neither what nobody answered, nor what the kernel has for groups. */
export const neighboursIn = (printed: string): PictureSpace['neighbours'] =>
  entriesOf(printed, neighbourSchema)
    .flatMap(({ dst, dev, lladdr, state }) =>
      lladdr && !dst.startsWith('fe80:') && !state.includes('NOARP') && !state.includes('FAILED')
        ? [{ address: dst, link: dev, mac: lladdr, isFixed: state.includes('PERMANENT') }]
        : [],
    )
    .slice(0, most);

const isGroup = (mac: string) => /^.[13579bdf]/i.test(mac);

/** Where a bridge or a tunnel sends what: a link's own address is none of it. */
export function forwardingIn(printed: string): PictureSpace['forwarding'] {
  return entriesOf(printed, forwardingSchema)
    .filter(({ mac, dst, state }) => dst !== undefined || (state !== 'permanent' && !isGroup(mac)))
    .slice(0, most)
    .map(({ mac, ifname, dst, state }) => ({
      ...{ mac, link: ifname, isFixed: state === 'permanent' },
      ...(dst !== undefined && { to: dst }),
    }));
}

export const linesIn = (printed: string, longest = 200): string[] =>
  stripUnsafe(printed)
    .split('\n')
    .map((line) => line.trim().slice(0, longest))
    .filter(Boolean);
