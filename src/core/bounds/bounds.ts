import type { Words } from '../../shared/texts/text.ts';
import type { UnderWay } from './under-way.ts';

/** How the calls to a node are waited for. */
export interface Bounds {
  /**
   * Aborted when nobody waits any more, a moment after a cancel: then each call ends at once, whatever the node does.
   * A run's own signal, which comes first, is for the steps; what cleans up after it goes without.
   */
  leave?: AbortSignal;
  underWay?: UnderWay;
  /** Told while an answer of a node is late, and without a text when it has come, or is not waited for any more. */
  slow?: (node: string, text: Words | undefined) => void;
}
