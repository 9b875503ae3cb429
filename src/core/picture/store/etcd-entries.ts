import { z } from 'zod';
import { mostEntries, mostOfValue, type StoreEntry, type StoreKind } from '../../../shared/store/store.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import { parseJson } from '../../gates/limits.ts';
import { bitsInUse } from './bits-in-use.ts';

/** Docker's own directory in etcd. */
export const dockerKeys = '/docker';
/** Numbers of tunnels begin there. */
const firstVni = 256;

interface Branch {
  key: string;
  value?: string | undefined;
  nodes?: unknown[] | undefined;
}
const branchSchema: z.ZodType<Branch> = z.object({
  key: z.string(),
  value: z.string().optional(),
  nodes: z.array(z.unknown()).optional(),
});
const text = z.string().catch('');
const shapes = {
  network: z.object({ name: text, networkType: text, ipamV4Info: text }),
  overlay: z.object({
    mtu: z.number().catch(0),
    secure: z.boolean().catch(false),
    subnets: z.array(z.object({ SubnetIP: text, Vni: z.number().catch(0) })).catch([]),
  }),
  endpoint: z.object({
    name: text,
    locator: text,
    ep_iface: z.object({ addr: text, mac: text }).partial().catch({}),
  }),
  count: z.object({ Count: z.number() }),
  pools: z.object({ Subnets: z.record(z.string(), z.object({ Pool: text })).catch({}) }),
  bits: z.object({ sequence: text }),
};

/** What Docker keeps in etcd, from the answer to a question for all keys below its own: bounded, a key each. */
export function etcdEntries(answer: unknown): { entries: StoreEntry[]; more: number } {
  const leaves: Branch[] = [];
  const open: unknown[] = [(answer as { node?: unknown } | undefined)?.node];
  // Not deeper or more than an answer of bounded size can be.
  while (open.length > 0) {
    const branch = branchSchema.safeParse(open.pop());
    if (!branch.success) continue;
    // Of a directory each has a key of its own; one that is empty is nothing.
    if (branch.data.nodes) for (const one of branch.data.nodes) open.push(one);
    else if (branch.data.value !== undefined) leaves.push(branch.data);
  }
  const found = leaves
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .slice(0, mostEntries)
    .map(({ key, value = '' }) => entryOf(key, value));
  const names = new Map(
    found.flatMap(({ kind, key, name }) => (kind === 'network' ? [[lastOf(key), name] as const] : [])),
  );
  const entries = found.map((one) => ({ ...one, name: byNetwork.has(one.kind) ? named(one, names) : one.name }));
  return { entries, more: leaves.length - entries.length };
}

/** Keys that end with the id of a network, which is known better by its name. */
const byNetwork: ReadonlySet<StoreKind> = new Set(['overlay', 'count']);
const named = ({ key, name }: StoreEntry, names: ReadonlyMap<string, string>) => names.get(lastOf(key)) ?? name;
const lastOf = (key: string): string => key.split('/').at(-1) ?? '';

const clean = (one: string, longest: number): string => stripUnsafe(one.slice(0, 4 * longest)).slice(0, longest);

function entryOf(key: string, value: string): StoreEntry {
  const { kind, name, detail } = meaningOf(key, value);
  return {
    ...{ key: clean(key, 300), kind, name: clean(name, 200), detail: clean(detail, 300) },
    value: clean(value, mostOfValue),
  };
}

interface Meaning {
  kind: StoreKind;
  name: string;
  detail: string;
}

function meaningOf(key: string, value: string): Meaning {
  const [, root, area, ...rest] = key.slice(dockerKeys.length).split('/');
  const last = lastOf(key);
  if (root === 'nodes') return { kind: 'engine', name: last, detail: '' };
  const [what = '', ...path] = root === 'network' && area === 'v1.0' ? rest : [];
  const read = <T>(schema: z.ZodType<T>): T | undefined => readAs(schema, value);
  if (what === 'network') {
    const { name, networkType, ipamV4Info = '' }: Partial<z.infer<typeof shapes.network>> = read(shapes.network) ?? {};
    return { kind: 'network', name: name || shortened(last), detail: joined(networkType, ...poolsOf(ipamV4Info)) };
  }
  if (what === 'overlay' && path[0] === 'network') {
    const { mtu = 0, secure, subnets = [] } = read(shapes.overlay) ?? {};
    const of = subnets.slice(0, 5).map(({ SubnetIP, Vni }) => `VNI ${Vni}: ${SubnetIP}`);
    return {
      kind: 'overlay',
      name: shortened(last),
      detail: joined(...of, mtu > 0 && `MTU ${mtu}`, secure && 'IPsec'),
    };
  }
  if (what === 'endpoint') {
    const { name = '', locator, ep_iface } = read(shapes.endpoint) ?? {};
    return { kind: 'endpoint', name: name || shortened(last), detail: joined(ep_iface?.addr, ep_iface?.mac, locator) };
  }
  if (what === 'endpoint_count')
    return { kind: 'count', name: shortened(last), detail: String(read(shapes.count)?.Count ?? '') };
  if (what === 'ipam' && path[1] === 'config') {
    const pools = Object.values(read(shapes.pools)?.Subnets ?? {}).map(({ Pool }) => Pool);
    return { kind: 'pools', name: last, detail: joined(...pools.slice(0, 12)) };
  }
  if (what === 'ipam' && path[1] === 'data')
    return { kind: 'addresses', name: path.slice(3).join('/'), detail: numbers(value, (one) => `.${one}`) };
  if (what === 'idm') return { kind: 'numbers', name: last, detail: numbers(value, (one) => String(one + firstVni)) };
  return { kind: 'other', name: key, detail: '' };
}

function readAs<T>(schema: z.ZodType<T>, value: string): T | undefined {
  try {
    return schema.parse(parseJson(value, { bytes: 256 * 1024 }, { what: '' }));
  } catch {
    return undefined;
  }
}

const shortened = (id: string): string => id.slice(0, 12);
const joined = (...parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(', ');

const poolsOf = (info: string): string[] =>
  (readAs(z.array(z.object({ PoolID: text })), info) ?? [])
    .slice(0, 5)
    .map(({ PoolID }) => PoolID.slice(PoolID.indexOf('/') + 1));

/** Given away: `.0 .1 .2 .255`. */
function numbers(value: string, word: (number: number) => string): string {
  const { used, more } = bitsInUse(readAs(shapes.bits, value)?.sequence ?? '') ?? { used: [], more: 0 };
  return [...used.map(word), ...(more > 0 ? [`+${more}`] : [])].join(' ');
}
