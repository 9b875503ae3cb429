import type { NodeChange, Seen, SightedKind } from '../../shared/watch/sighting.ts';

/** What one is told of a node. */
export type WatchNews =
  | ({ type: 'change' } & NodeChange)
  /** Of these kinds something may have been missed. */
  | { type: 'many'; node: string; at: string; kinds: SightedKind[] }
  | { type: 'seen'; node: string; at: string; seen: Seen; lacks: string[] };
