import { outcomeOfError } from '../../../core/class/outcome-of.ts';
import { atOnce, overSeats } from '../../../core/class/over-seats.ts';
import { removeSeat } from '../../../core/class/practice-seat.ts';
import { labNameOf } from '../../../shared/class/class.ts';
import type { SeatOutcome } from '../../../shared/class/outcome.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { confirm } from '../../session.ts';
import type { Action } from '../act.ts';
import { type ClassOptions, chosenSeats } from './class-options.ts';
import { type ClassWork, inClass } from './in-class.ts';
import { practiceOf } from './practice-of.ts';

/** Removes the practice labs that this class made, and nothing else. */
export const down: Action<ClassOptions, [string?]> = async (session, [file], options) => {
  const { loaded, chosen } = await chosenSeats(session, file, options);
  const practice = chosen.filter(({ nodes }) => !nodes);
  const machines = chosen.filter(({ nodes }) => nodes).map(({ name }) => name);
  const plan = [
    spoken.class.removes({ labs: practice.map((seat) => labNameOf(loaded, seat)) }),
    ...(machines.length > 0 ? [spoken.class.machinesStay({ seats: machines })] : []),
  ];
  await confirm(session, async () => plan, spoken.cli.doThis);
  return inClass(session, { loaded, chosen: practice, options, command: 'down' }, removeSeats);
};

async function removeSeats(at: ClassWork): Promise<SeatOutcome[]> {
  const { loaded, seats, signal, renderer } = at;
  const practice = await practiceOf(at);
  const place = (name: string) => ({ seat: name, lab: labNameOf(loaded, { name }), command: 'down' as const });
  return overSeats({
    ...{ seats, most: atOnce.labs, signal, tell: renderer },
    work: async ({ name }) => {
      const started = performance.now();
      const was = await removeSeat(loaded, { name }, practice(name));
      const seconds = (performance.now() - started) / 1000;
      return { ...place(name), state: 'ok', changes: was ? 1 : 0, seconds, away: [] };
    },
    failed: ({ name }, thrown) => outcomeOfError(place(name), thrown),
  });
}
