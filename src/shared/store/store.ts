import { z } from 'zod';
import { trackIdSchema } from '../tracks/tracks.ts';

/** Who keeps an entry: etcd, a swarm's managers (raft), or every node of a swarm that heard of it (gossip). */
export const storeKeepers = {
  etcd: ['engine', 'network', 'overlay', 'endpoint', 'count', 'pools', 'addresses', 'numbers', 'other'],
  raft: ['member', 'agreed', 'service', 'task'],
  gossip: ['peer', 'heard'],
} as const;
export type StoreKeeper = keyof typeof storeKeepers;
export const storeKinds = [...storeKeepers.etcd, ...storeKeepers.raft, ...storeKeepers.gossip] as const;
export type StoreKind = (typeof storeKinds)[number];

export const mostEntries = 300;
export const mostOfValue = 1500;

/** One thing that is kept. Texts are a node's own, cleaned and cut. */
export const storeEntrySchema = z.object({
  /** The key, or what stands for one: the same as long as it is the same thing. */
  key: z.string().max(300),
  kind: z.enum(storeKinds),
  /** Of what gossip told: which node heard it, about which network. */
  heard: z.object({ node: z.string().max(200), network: z.string().max(200) }).optional(),
  name: z.string().max(200),
  /** What one looks for in its value: data alone, no words of a language. */
  detail: z.string().max(300),
  /** As it is kept, or as the engine told of it. */
  value: z.string().max(mostOfValue),
});
export type StoreEntry = z.infer<typeof storeEntrySchema>;

export const storeFactsSchema = z.object({
  lab: z.string().max(200),
  track: trackIdSchema,
  /** Who told; absent where nobody did, or where the track has no store. */
  from: z.string().max(200).optional(),
  /** Its address. */
  address: z.string().max(200).optional(),
  entries: z.array(storeEntrySchema).max(mostEntries),
  /** So many more are left out. */
  more: z.number(),
});
export type StoreFacts = z.infer<typeof storeFactsSchema>;

export const hasStore = ({ track }: Pick<StoreFacts, 'track'>): boolean => track === 'etcd' || track === 'swarm';

const storeChangeSchema = z.object({
  did: z.enum(['appeared', 'gone', 'changed']),
  entry: storeEntrySchema,
});
export type StoreChange = z.infer<typeof storeChangeSchema>;

/** What a window is told: all that is kept now, and what came and went, the newest first. */
export const storeNewsSchema = z.object({
  facts: storeFactsSchema.optional(),
  changes: z.array(storeChangeSchema.extend({ id: z.number(), at: z.string() })).max(200),
});
export type StoreNews = z.infer<typeof storeNewsSchema>;

/** What is different, in the order in which things depend on each other. Nothing where nobody told before or now. */
export function storeChanges(before: StoreFacts, after: StoreFacts): StoreChange[] {
  if (before.from === undefined || after.from === undefined) return [];
  const [old, now] = [before, after].map(({ entries }) => new Map(entries.map((one) => [one.key, one])));
  const found = after.entries.flatMap((entry): StoreChange[] => {
    const was = old?.get(entry.key);
    if (was?.value === entry.value && was.detail === entry.detail) return [];
    // Of those beyond the bound nothing is known.
    if (!was && before.more > 0) return [];
    return [{ did: was ? 'changed' : 'appeared', entry }];
  });
  const gone = before.entries.flatMap((entry): StoreChange[] =>
    now?.has(entry.key) || after.more > 0 ? [] : [{ did: 'gone', entry }],
  );
  const rank = ({ entry }: StoreChange) => storeKinds.indexOf(entry.kind);
  return [...found, ...gone].toSorted((one, other) => rank(one) - rank(other));
}

/** Entries by kind, in the order in which they are explained. */
export const storeGroups = (entries: readonly StoreEntry[]): { kind: StoreKind; entries: StoreEntry[] }[] =>
  storeKinds
    .map((kind) => ({ kind, entries: entries.filter((one) => one.kind === kind) }))
    .filter((group) => group.entries.length > 0);

export const keeperOf = (kind: StoreKind): StoreKeeper =>
  (Object.keys(storeKeepers) as StoreKeeper[]).find((one) =>
    (storeKeepers[one] as readonly StoreKind[]).includes(kind),
  ) ?? 'etcd';
