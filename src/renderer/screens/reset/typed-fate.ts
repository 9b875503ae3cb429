import type { NodeStatus, ResetDepth } from '../../../shared/wire/contract.ts';

type Thing = NonNullable<NodeStatus['typed']>['things'][number];

/** Whether a reset takes it back; else why it is left: `depth` where only a deeper one does. */
export function typedFate(
  { why, heldBy }: Thing,
  { depth, unowned }: { depth: ResetDepth; unowned: boolean },
): { isTaken: boolean; left?: string } {
  if (depth === 'pristine') return { isTaken: true };
  if (why !== undefined) return { isTaken: false, left: why };
  if (depth === 'made') return { isTaken: false, left: 'depth' };
  if (heldBy !== undefined && !unowned) return { isTaken: false, left: `${heldBy} would lose its network` };
  return { isTaken: true };
}
