import type { LoadedLab } from './load-lab.ts';

/**
 * A lab that may be worked with: trust/trust-lab.ts makes one of a lab file, after the person saw what it connects to,
 * sends, reads and writes. Whoever connects to a node takes this, so that no way leads around the question.
 */
export interface TrustedLab extends LoadedLab {
  /** The file is the app's own work, as a practice lab's: the host keys beside it count as seen. */
  readonly ownFiles: boolean;
}
