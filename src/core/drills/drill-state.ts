import { diagnosisOf } from '../../shared/diagnosis/catalogue.ts';
import type { DoneDrill, MadeDrillsState } from '../../shared/drills/drill-state.ts';
import { LabError } from '../../shared/errors.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import { texts } from '../../shared/texts/text.ts';
import type { DrillNote } from '../ledger/kinds/drill-note.ts';
import type { Entry } from '../ledger/open-entries.ts';
import type { Drill } from './drill.ts';
import { drillNamed, drillsOf, rowsOf } from './drills.ts';

/** What the ledgers of a lab say of the drill that is running. */
export interface Running {
  drill: Drill;
  since: string;
  hints: number;
  guesses: number;
  isNamed: boolean;
  isSurprise: boolean;
  /** Rows that were named, in turn. */
  named: number[];
}

export const mostHints = 3;

export const noneRunning = (): LabError =>
  new LabError('refused', texts.drills.none, { remedy: texts.drills.noneRemedy });

/** By the notes of all nodes; undefined where none is running, or one that only a newer version knows. */
export function runningIn(entries: readonly Entry[]): Running | undefined {
  const notes = entries.flatMap(({ change }): DrillNote[] => (change.kind === 'drill-note' ? [change] : []));
  const begun = notes.find(({ note }) => note === 'begun');
  const drill = begun && drillNamed(begun.drill);
  if (!begun || !drill) return undefined;
  const count = (wanted: DrillNote['note']) => notes.filter(({ note }) => note === wanted).length;
  return {
    ...{ drill, since: begun.at, hints: Math.min(count('hint'), mostHints), guesses: count('guess') + count('named') },
    isNamed: count('named') > 0,
    isSurprise: begun.isSurprise ?? false,
    named: notes.flatMap(({ row }) => row ?? []),
  };
}

const wordsOf = ({ id }: Drill) => texts.drills.each[id as keyof typeof texts.drills.each];

export const titleOf = (drill: Drill) => wordsOf(drill).title;

/** As windows and terminals show it; of a drill only what was asked for. */
export function shownState(lab: Lab, running: Running | undefined, done: readonly DoneDrill[]): MadeDrillsState {
  return {
    lab: lab.name,
    running: running
      ? {
          ...{ id: running.drill.id, title: titleOf(running.drill), since: running.since },
          hints: hintsOf(running),
          ...{ guesses: running.guesses, isNamed: running.isNamed, isSurprise: running.isSurprise },
        }
      : null,
    drills: drillsOf(lab.track).map((drill) => ({ id: drill.id, title: titleOf(drill) })),
    choices: rowsOf(lab.track).flatMap((row) => {
      const title = diagnosisOf(row)?.title;
      return title === undefined ? [] : [{ row, title }];
    }),
    done: [...done],
  };
}

function hintsOf({ drill, hints }: Running) {
  const { where, look, nearly } = wordsOf(drill);
  return [where, look, nearly].slice(0, hints);
}
