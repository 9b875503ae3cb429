import type { LabCard } from '../../shared/wire/lab-card.ts';
import type { ResetDepth } from '../../shared/wire/reset-depth.ts';
import { ask } from './connection.ts';
import { startRun } from './start-run.ts';

/** Starts a reset of this depth: the deepest one is the practice lab's, the others are runs. */
export function startReset(card: LabCard, depth: ResetDepth, unowned: boolean): Promise<unknown> {
  if (depth === 'pristine') return ask((client) => client.practice.reset({ name: card.name }));
  return startRun({ lab: card.id, command: 'reset', depth, ...(unowned && { includeUnowned: true }) });
}
