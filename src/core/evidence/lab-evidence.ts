import { LabError } from '../../shared/errors.ts';
import type { Attempt, Evidence } from '../../shared/evidence/evidence.ts';
import type { LabEvent } from '../../shared/run/events.ts';
import { texts } from '../../shared/texts/text.ts';
import type { ReportModel } from '../report/report-model.ts';
import { workData } from '../report/work-json.ts';
import { type LabWork, type WorkModel, workModel } from '../report/work-model.ts';

/** Whose lab it is, and which. */
export type Place = Pick<Evidence, 'class' | 'seat' | 'student' | 'labId' | 'madeAt'>;

export interface LabEvidence {
  evidence: Evidence;
  model: WorkModel;
}

/** What is to be signed of a lab. Throws `not-found` where nothing was done since it was made. */
export function labEvidence(all: LabWork, place: Place, now = new Date()): LabEvidence {
  const model = workModel(sinceMade(all, place.madeAt));
  const attempts = attemptsOf(model);
  if (attempts.length === 0)
    throw new LabError('not-found', texts.report.nothingDone({ lab: all.lab }), {
      remedy: texts.report.nothingDoneRemedy,
    });
  const evidence: Evidence = {
    ...{ format: 'overlay-lab-evidence', version: 1, at: now.toISOString() },
    ...place,
    ...{ lab: model.lab, track: model.track, attempts },
    report: workData(model),
  };
  return { evidence, model };
}

/** Without what was done in an earlier lab of the same name. How many other commands were typed is known of all alone. */
function sinceMade(work: LabWork, madeAt: string | undefined): LabWork {
  if (madeAt === undefined) return work;
  const isLater = ({ at }: { at: string }) => Date.parse(at) >= Date.parse(madeAt);
  const runs = work.runs.filter(([first]: readonly LabEvent[]) => first !== undefined && isLater(first));
  const typed = work.typed.filter(isLater);
  const others = typed.length === work.typed.length ? work.others : 0;
  return { ...work, runs, typed, others, drills: work.drills.filter(isLater) };
}

/** A check changes nothing and begins none. Each reset that proved all equal ends one: what comes after it is another one, by whoever. */
export function attemptsOf({ runs, typed, drills, proofs }: WorkModel): Attempt[] {
  const isEqual = ({ run, command, ok }: ReportModel) => {
    const own = proofs.filter((proof) => proof.run.run === run);
    return command === 'reset' && ok === true && own.length > 0 && own.every(({ proof }) => proof.equal);
  };
  const done = [
    ...runs
      .filter(({ command }) => command !== 'check')
      .map((run) => ({ at: run.startedAt, what: 'runs' as const, isEnd: isEqual(run) })),
    ...typed.map(({ at }) => ({ at, what: 'typed' as const, isEnd: false })),
    ...drills.map(({ at }) => ({ at, what: 'drills' as const, isEnd: false })),
  ].toSorted((one, other) => one.at.localeCompare(other.at));
  const attempts: Attempt[] = [];
  for (const { at, what, isEnd } of done) {
    let last = attempts.at(-1);
    if (!last || last.reset === 'equal') {
      // Resetting again what is reset already is no attempt.
      if (isEnd) continue;
      last = { from: at, to: at, runs: 0, typed: 0, drills: 0, reset: 'none' };
      attempts.push(last);
    }
    last.to = at;
    last[what] += 1;
    if (isEnd) last.reset = 'equal';
  }
  return attempts;
}
