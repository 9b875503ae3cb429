import path from 'node:path';
import { parseDocument } from 'yaml';
import { type Class, labNameOf } from '../../shared/class/class.ts';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { writePrivate } from '../gates/private-file.ts';
import type { PracticeLab } from '../practice/lines.ts';
import type { practiceDown, practiceReset, practiceUp } from '../practice/practice.ts';
import type { PracticeOptions } from '../practice/run-script.ts';
import type { SeatMarks } from './seat-marks.ts';

/** The practice lab's program, as a class uses it. */
export interface SeatPractice {
  practiceUp: typeof practiceUp;
  practiceDown: typeof practiceDown;
  practiceReset: typeof practiceReset;
}

interface How {
  practice: SeatPractice;
  marks: SeatMarks;
  /** All practice labs there are, by name. */
  labs: ReadonlyMap<string, PracticeLab>;
  options: PracticeOptions;
}

/** Makes the practice lab of a seat, or starts, heals or enlarges the one that was made for it. */
export async function raiseSeat(given: Class, seat: { name: string }, how: How): Promise<PracticeLab> {
  const { practice, marks, labs, options } = how;
  const name = labNameOf(given, seat);
  const found = labs.get(name);
  if (found) await mustBeOurs(given, seat, found, marks);
  else await marks.begin(seat.name, name);
  const { nodes, suite } = given.practice;
  const count = Math.max(nodes, found?.nodes.length ?? 0);
  const lab = await practice.practiceUp({ name, nodes: count, suite }, options);
  await marks.made(seat.name, name, lab.labFile);
  await setTrack(lab.labFile, given.track);
  return lab;
}

/** Removes the practice lab of a seat; false where there is none. */
export async function removeSeat(given: Class, seat: { name: string }, how: How): Promise<boolean> {
  const { practice, marks, labs, options } = how;
  const name = labNameOf(given, seat);
  const found = labs.get(name);
  if (found) {
    await mustBeOurs(given, seat, found, marks);
    await practice.practiceDown(name, options);
  }
  await marks.forget(seat.name);
  return found !== undefined;
}

/** Makes the nodes of a seat as they first booted. */
export async function freshSeat(given: Class, seat: { name: string }, how: How): Promise<void> {
  const { practice, marks, labs, options } = how;
  const name = labNameOf(given, seat);
  const found = labs.get(name);
  if (!found) throw notUp(given, seat);
  await mustBeOurs(given, seat, found, marks);
  await practice.practiceReset(name, [], options);
}

export const notUp = (given: Class, seat: { name: string }): LabError =>
  new LabError('not-found', texts.class.notUp({ lab: labNameOf(given, seat) }), { remedy: texts.class.notUpRemedy });

async function mustBeOurs(given: Class, seat: { name: string }, lab: PracticeLab, marks: SeatMarks): Promise<void> {
  if (await marks.isOurs(seat.name, lab.labFile)) return;
  throw new LabError('refused', texts.class.notOurs({ lab: lab.name, class: given.name }), {
    remedy: texts.class.notOursRemedy({ lab: lab.name }),
  });
}

/** The lab's file says the track of the class, so that a window and the command line build the same. */
async function setTrack(labFile: string, track: string): Promise<void> {
  const bytes = await readLocalFile(labFile, { what: texts.lab.aLabFile }, { most: 1024 * 1024 });
  const document = parseDocument(bytes?.toString('utf8') ?? '');
  if (!bytes || document.get('track') === track) return;
  document.set('track', track);
  await writePrivate(path.resolve(labFile), document.toString());
}
