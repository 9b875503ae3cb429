import type { SightedKind } from '../../shared/watch/sighting.ts';

/** A thing that stands on a node, or not any more; of `happened` only that it did. */
export interface Sighting {
  kind: SightedKind;
  /** Of all things of its kind on the node this one has it. */
  key: string;
  name: string;
  is: 'there' | 'gone' | 'happened';
  detail: string;
  /** When, in nanoseconds by the clock of the node; of what is announced with its time. */
  happened?: number;
}
