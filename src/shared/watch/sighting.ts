import { z } from 'zod';
import { errorSchema } from '../run/events.ts';

/** What can be seen on a node without asking it a question. */
export const sightedKindSchema = z.enum([
  'container',
  'network',
  'image',
  'volume',
  'docker',
  'unit',
  'process',
  'etcd',
  'namespace',
  'link',
  'address',
  'route',
  'neighbour',
  'fdb',
  'rule',
  'firewall',
  'file',
]);
export type SightedKind = z.infer<typeof sightedKindSchema>;

/**
 * Who made it. `app`: the app was at work, and its ledger on the node names it. `hand`: the app was not at work, and it is
 * of the lab's own: its network, its workers, its store, Docker's settings. `other`: the app was not at work, and it is
 * nothing of the lab's. `unknown`: the app was at work, and its ledger does not name it: a consequence of what it did, or
 * somebody else's.
 */
export const authorSchema = z.enum(['app', 'hand', 'other', 'unknown']);
export type Author = z.infer<typeof authorSchema>;

/** A change on a node, as it was seen. */
export const nodeChangeSchema = z.object({
  node: z.string(),
  /** ISO 8601, when it was seen. */
  at: z.string(),
  kind: sightedKindSchema,
  /** What changed, e.g. a container's name. */
  name: z.string(),
  did: z.enum(['appeared', 'changed', 'gone', 'happened']),
  /** How it is now, in the words of what told it; empty where that says nothing. */
  detail: z.string(),
  /** Absent of what nobody makes, such as that a service answers. */
  by: authorSchema.optional(),
});
export type NodeChange = z.infer<typeof nodeChangeSchema>;

/** Whether a node is seen now; if not, why, and when it was last. */
export const seenSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('now') }),
  z.object({ state: z.literal('unknown'), error: errorSchema, last: z.string().optional() }),
]);
export type Seen = z.infer<typeof seenSchema>;
