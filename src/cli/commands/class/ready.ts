import { isWell, type SeatOutcome } from '../../../shared/class/outcome.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { confirm } from '../../session.ts';
import type { Action } from '../act.ts';
import { chosenSeats } from './class-options.ts';
import { inClass } from './in-class.ts';
import { type ResetOptions, resetPlan, resetSeats } from './reset.ts';
import { runSeats } from './run-seats.ts';

/** Five minutes before class: every seat reset with its proof, then looked at; ready, or what is not. */
export const ready: Action<ResetOptions, [string?]> = async (session, [file], options) => {
  const { loaded, chosen } = await chosenSeats(session, file, options);
  await confirm(session, async () => resetPlan(loaded.name, chosen, options.depth), spoken.cli.undoThis);
  return inClass(session, { loaded, chosen, options, command: 'ready' }, async (at) => {
    const reset = await resetSeats(at, options);
    const isReset = (name: string) => reset.some((one) => one.seat === name && isWell(one));
    const seats = chosen.filter(({ name }) => isReset(name));
    if (at.signal.aborted || seats.length === 0) return reset;
    at.renderer.again();
    const looked = await runSeats({ ...at, seats }, { command: 'check', only: ['preflight'] }, { as: 'preflight' });
    return reset.map((one) =>
      withProof(
        one,
        looked.find(({ seat }) => seat === one.seat),
      ),
    );
  });
};

/** What was looked at last counts; its reset's proof stays beside it. */
const withProof = (reset: SeatOutcome, looked: SeatOutcome | undefined): SeatOutcome =>
  looked ? { ...looked, changes: reset.changes, ...(reset.proof && { proof: reset.proof }) } : reset;
