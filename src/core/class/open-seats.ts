import { labNameOf, type Seat } from '../../shared/class/class.ts';
import { LabError, toLabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import type { LabFileFacts } from '../../shared/wire/question.ts';
import { type LoadedLab, loadLab } from '../lab/load-lab.ts';
import { practiceLabFiles } from '../practice/access.ts';
import { trustLab } from '../trust/trust-lab.ts';
import type { LoadedClass } from './load-class.ts';
import { machineLab } from './machine-seat.ts';
import { notUp } from './practice-seat.ts';
import type { OpenSeat } from './run-seat.ts';
import { SeatMarks } from './seat-marks.ts';

interface Opening {
  env: NodeJS.ProcessEnv;
  /** Shows what all these labs connect to, send, read and write, and asks once; absent where there is nobody to ask. */
  ask?: ((facts: LabFileFacts[]) => Promise<boolean>) | undefined;
  /** The person agreed beforehand. */
  given?: boolean | undefined;
}

/** A seat that cannot be opened, and why. */
export interface ClosedSeat {
  name: string;
  why: unknown;
}

/** The labs of seats, trusted with one question for all of them; a seat whose lab is not there has its own reason. */
export async function openSeats(
  loaded: LoadedClass,
  seats: readonly Seat[],
  opening: Opening,
): Promise<{ open: OpenSeat[]; closed: ClosedSeat[] }> {
  const found = await Promise.all(seats.map((seat) => find(loaded, seat, opening.env)));
  const closed = found.filter((one) => 'why' in one);
  const labs = found.filter((one) => 'lab' in one);
  const given = (await agreed(labs, opening)) || opening.given;
  const open: OpenSeat[] = [];
  for (const { name, lab } of labs) {
    const trusted = await trustLab(lab, { env: opening.env, given }).catch((why: unknown) => {
      if (toLabError(why).code === 'bad-input') throw why;
      closed.push({ name, why });
    });
    if (trusted) open.push({ name, lab: { ...trusted, lab: { ...trusted.lab, track: loaded.track } } });
  }
  return { open, closed };
}

type Found = { name: string; lab: LoadedLab } | ClosedSeat;

async function find(loaded: LoadedClass, seat: Seat, env: NodeJS.ProcessEnv): Promise<Found> {
  const { name } = seat;
  try {
    return { name, lab: seat.nodes ? await machineLab(env, loaded, seat) : await practiceLab(loaded, seat, env) };
  } catch (why) {
    return { name, why };
  }
}

async function practiceLab(loaded: LoadedClass, seat: Seat, env: NodeJS.ProcessEnv): Promise<LoadedLab> {
  const name = labNameOf(loaded, seat);
  const file = practiceLabFiles(env).find((lab) => lab.name === name)?.labFile;
  if (file === undefined) throw notUp(loaded, seat);
  if (!(await new SeatMarks(env, loaded.name).isOurs(seat.name, file)))
    throw new LabError('refused', texts.class.notOurs({ lab: name, class: loaded.name }), {
      remedy: texts.class.notOursRemedy({ lab: name }),
    });
  return loadLab(file);
}

/** One look at all that nobody agreed to yet. */
async function agreed(labs: readonly { lab: LoadedLab }[], { env, ask, given }: Opening): Promise<boolean> {
  if (given || !ask) return false;
  const facts: LabFileFacts[] = [];
  const collect = async (one: LabFileFacts) => {
    facts.push(one);
    return false;
  };
  for (const { lab } of labs)
    await trustLab(lab, { env, ask: collect }).catch((why: unknown) => {
      if (toLabError(why).code !== 'cancelled') throw why;
    });
  if (facts.length === 0) return false;
  if (!(await ask(facts))) throw new LabError('cancelled', texts.class.notAgreed);
  return true;
}
