import { z } from 'zod';
import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { texts } from '../../shared/texts/text.ts';
import { parseJson } from '../gates/limits.ts';
import { type Interface, readAddress, readMac, readMtu, readVni } from './interface.ts';
import { maxTextLength, quoted } from './node-text.ts';
import { failed, type Parsed, parsed } from './parsed.ts';

const addressSchema = z.object({ local: z.string().optional(), prefixlen: z.number().optional() });

const linkSchema = z.object({
  ifname: z.string().min(1).max(64),
  address: z.string().optional(),
  mtu: z.number().optional(),
  flags: z.array(z.string()).optional(),
  addr_info: z.array(addressSchema).optional(),
  linkinfo: z
    .object({ info_kind: z.string().max(64).optional(), info_data: z.object({ id: z.unknown() }).partial().optional() })
    .optional(),
});

/** iproute2 leaves an empty object for each link that a filter dropped. */
const outputSchema = z.array(z.union([z.strictObject({}).transform(() => null), linkSchema]));

/** Reads `ip -j -d addr`; without -d there are no kinds. */
export function parseIpJson(text: string): Parsed<Interface[]> {
  if (text.length > maxTextLength) return failed(texts.measure.tooMuch);
  let json: unknown;
  try {
    json = parseJson(text, { bytes: 4 * maxTextLength }, { what: texts.measure.theOutputOfIp });
  } catch {
    return failed(text.trim() === '' ? texts.measure.printedNothing({ program: 'ip' }) : texts.measure.jsonCutOff);
  }
  const output = outputSchema.safeParse(json);
  if (!output.success) {
    const path = output.error.issues[0]?.path.map(String).join('.') ?? '';
    return failed(texts.measure.jsonUnknown({ path: quoted(path) || texts.measure.top }));
  }
  return parsed(output.data.flatMap((link) => (link === null ? [] : [readLink(link)])));
}

function readLink(link: z.infer<typeof linkSchema>): Interface {
  const kind = link.linkinfo?.info_kind;
  const id = link.linkinfo?.info_data?.id;
  const vni = kind === 'vxlan' && typeof id === 'number' ? readVni(id) : null;
  return {
    name: stripUnsafe(link.ifname),
    mac: readMac(link.address),
    mtu: readMtu(link.mtu),
    up: link.flags === undefined ? null : link.flags.includes('UP'),
    addresses: (link.addr_info ?? []).flatMap(({ local, prefixlen }) => readAddress(local, prefixlen ?? -1) ?? []),
    ...(kind === undefined ? {} : { kind: stripUnsafe(kind) }),
    ...(vni === null ? {} : { vni }),
  };
}
