import { statSync } from 'node:fs';
import path from 'node:path';
import type { LoadedClass } from '../../../core/class/load-class.ts';
import { machineLab } from '../../../core/class/machine-seat.ts';
import { keyBeside, SeatMarks } from '../../../core/class/seat-marks.ts';
import { keptDrills } from '../../../core/drills/kept-drills.ts';
import { type GradeRow, gradeBook } from '../../../core/evidence/grade-book.ts';
import { type LabEvidence, labEvidence, type Place } from '../../../core/evidence/lab-evidence.ts';
import { signedText } from '../../../core/evidence/signed.ts';
import { ownKeyOrNew } from '../../../core/evidence/signing-key.ts';
import { stateDir } from '../../../core/gates/places.ts';
import { type LoadedLab, loadLab } from '../../../core/lab/load-lab.ts';
import { practiceLabFiles } from '../../../core/practice/access.ts';
import { cleaned } from '../../../core/report/cleaned.ts';
import { labWork } from '../../../core/runs/lab-work.ts';
import { readTyped } from '../../../core/transcript/kept-entries.ts';
import { labNameOf, type Seat } from '../../../shared/class/class.ts';
import { LabError } from '../../../shared/errors.ts';
import { spoken, texts } from '../../../shared/texts/text.ts';
import { exitCodes } from '../../exit-code.ts';
import { type Session, say } from '../../session.ts';
import { makeFolder, writeFile } from '../../write-file.ts';
import { type ClassOptions, chosenSeats } from './class-options.ts';

interface EvidenceOptions extends ClassOptions {
  out: string;
}

/** `class evidence`: a signed report a seat and a gradebook, from what is kept on this machine. Asks no node. */
export async function evidence(session: Session, [file]: [string?], options: EvidenceOptions): Promise<number> {
  const { io } = session.deps;
  const { loaded, chosen } = await chosenSeats(session, file, options);
  const folder = path.resolve(io.cwd, options.out);
  const rows: GradeRow[] = [];
  for (const seat of chosen) {
    const done = await evidenceOf(loaded, seat, io.env).catch((thrown: unknown) => {
      if (thrown instanceof LabError && thrown.code === 'not-found') return undefined;
      throw thrown;
    });
    rows.push({ seat: seat.name, student: seat.student, ...(done && { done }) });
  }
  const idle = rows.filter(({ done }) => !done).map(({ seat }) => seat);
  if (idle.length === rows.length)
    throw new LabError('not-found', texts.evidence.nothingDone({ class: loaded.name }), {
      remedy: texts.evidence.nothingDoneRemedy,
    });
  const key = await ownKeyOrNew(io.env);
  await makeFolder(folder);
  const files: string[] = [];
  for (const { seat, done } of rows) {
    if (!done) continue;
    const out = path.join(folder, `${loaded.name}-${seat}.evidence.json`);
    await writeFile(out, signedText(cleaned(done.evidence), key));
    files.push(out);
  }
  const gradebook = path.join(folder, `${loaded.name}-gradebook.csv`);
  await writeFile(gradebook, gradeBook(rows));
  const { fingerprint } = key;
  say(session, 'class evidence', { folder, files, gradebook, fingerprint, nothingDone: idle }, [
    spoken.evidence.written({ seats: files.length, folder }),
    spoken.evidence.gradebook({ file: gradebook }),
    spoken.evidence.key({ fingerprint }),
    ...(idle.length > 0 ? [spoken.evidence.nothingOf({ seats: idle })] : []),
  ]);
  return exitCodes.done;
}

async function evidenceOf(loaded: LoadedClass, seat: Seat, env: NodeJS.ProcessEnv): Promise<LabEvidence> {
  const { lab, which } = seat.nodes
    ? { lab: await machineLab(env, loaded, seat), which: {} }
    : await practiceLab(loaded, seat, env);
  const state = stateDir(env);
  const { name } = lab.lab;
  const [typed, drills] = await Promise.all([readTyped(state, name), keptDrills(state, name)]);
  const work = await labWork({ ...lab.lab, track: loaded.track }, state, { typed, drills });
  const { student } = seat;
  return labEvidence(work, { ...which, class: loaded.name, seat: seat.name, ...(student && { student }) });
}

/** One that the class did not make is none of its, and counts as if nothing was done. */
async function practiceLab(
  loaded: LoadedClass,
  seat: Seat,
  env: NodeJS.ProcessEnv,
): Promise<{ lab: LoadedLab; which: Place }> {
  const name = labNameOf(loaded, seat);
  const labFile = practiceLabFiles(env).find((one) => one.name === name)?.labFile;
  if (labFile === undefined || !(await new SeatMarks(env, loaded.name).isOurs(seat.name, labFile)))
    throw new LabError('not-found', texts.class.notUp({ lab: name }));
  const labId = await keyBeside(labFile);
  const made = statSync(path.join(path.dirname(labFile), 'key'), { throwIfNoEntry: false })?.mtime;
  const which = { ...(labId !== undefined && { labId }), ...(made && { madeAt: made.toISOString() }) };
  return { lab: await loadLab(labFile), which };
}
