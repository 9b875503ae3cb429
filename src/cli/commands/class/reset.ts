import { freshSeat } from '../../../core/class/practice-seat.ts';
import { labNameOf } from '../../../shared/class/class.ts';
import type { SeatOutcome } from '../../../shared/class/outcome.ts';
import { LabError } from '../../../shared/errors.ts';
import { spoken, texts } from '../../../shared/texts/text.ts';
import type { ResetDepth } from '../../../shared/wire/reset-depth.ts';
import { confirm } from '../../session.ts';
import type { Action } from '../act.ts';
import { type ClassOptions, chosenSeats } from './class-options.ts';
import { type ClassWork, inClass } from './in-class.ts';
import { practiceOf } from './practice-of.ts';
import { runSeats } from './run-seats.ts';

export interface ResetOptions extends ClassOptions {
  depth: ResetDepth;
  includeUnowned?: boolean;
  takeOver?: boolean;
}

export const reset: Action<ResetOptions, [string?]> = async (session, [file], options) => {
  const { loaded, chosen } = await chosenSeats(session, file, options);
  const { depth } = options;
  const machines = chosen.filter(({ nodes }) => nodes).map(({ name }) => name);
  if (depth === 'pristine' && machines.length > 0)
    throw new LabError('bad-input', texts.class.notPractice({ seats: machines }), {
      remedy: texts.class.notPracticeRemedy,
    });
  await confirm(session, async () => resetPlan(loaded.name, chosen, depth), spoken.cli.undoThis);
  return inClass(session, { loaded, chosen, options, command: 'reset' }, (at) => resetSeats(at, options));
};

export function resetPlan(name: string, seats: readonly { name: string }[], depth: ResetDepth): string[] {
  return [spoken.class.resets({ class: name, seats: seats.map((seat) => seat.name) }), spoken.class.depths[depth]];
}

/** As a reset of one lab, to the same depths, at each seat, with its proof. */
export async function resetSeats(at: ClassWork, options: ResetOptions): Promise<SeatOutcome[]> {
  const { depth, includeUnowned, takeOver } = options;
  const request = {
    command: 'reset' as const,
    ...(depth === 'typed' && { depth }),
    ...(includeUnowned && { includeUnowned }),
    ...(takeOver && { takeOver }),
  };
  if (depth !== 'pristine') return runSeats(at, request);
  const practice = await practiceOf(at);
  const before = async ({ name }: { name: string }) => {
    at.renderer.doing(name, spoken.class.booting({ lab: labNameOf(at.loaded, { name }) }));
    await freshSeat(at.loaded, { name }, practice(name));
  };
  return runSeats(at, request, { before });
}
