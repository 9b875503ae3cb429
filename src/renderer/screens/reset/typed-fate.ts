import { spoken } from '../../../shared/texts/text.ts';
import type { NodeStatus } from '../../../shared/wire/node-status.ts';
import type { ResetDepth } from '../../../shared/wire/reset-depth.ts';

type Thing = NonNullable<NodeStatus['typed']>['things'][number];

/** Whether a reset takes it back; else why it is left: `depth` where only a deeper one does. */
export function typedFate(
  { why, heldBy }: Thing,
  { depth, unowned }: { depth: ResetDepth; unowned: boolean },
): { isTaken: boolean; left?: string } {
  if (depth === 'pristine') return { isTaken: true };
  if (why !== undefined) return { isTaken: false, left: why };
  if (depth === 'made') return { isTaken: false, left: 'depth' };
  if (heldBy !== undefined && !unowned) return { isTaken: false, left: spoken.typed.wouldLoseNetwork({ heldBy }) };
  return { isTaken: true };
}
