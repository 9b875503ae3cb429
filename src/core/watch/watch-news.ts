import type { NodeChange, Seen, SightedKind } from '../../shared/watch/sighting.ts';

/** What one is told of a node. */
export type WatchNews =
  | ({ type: 'change' } & NodeChange)
  /** Of these kinds something may have been missed. */
  | { type: 'many'; node: string; at: string; kinds: SightedKind[] }
  /** A drill began as a surprise: until its cause is named, or it is over, changes are not told. */
  | { type: 'drill'; at: string; is: 'begun' | 'over' }
  | { type: 'seen'; node: string; at: string; seen: Seen; lacks: string[] };
