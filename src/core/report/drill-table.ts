import { diagnosisOf } from '../../shared/diagnosis/catalogue.ts';
import type { KeptDrill } from '../../shared/drills/drill-state.ts';
import type { Table } from '../../shared/text/table.ts';
import { inWords, spoken } from '../../shared/texts/text.ts';
import { cleaned } from './cleaned.ts';
import { second } from './timeline.ts';

/** A drill as a report tells it: of one without an end nothing that would give it away. */
export interface WorkDrill {
  /** ISO 8601. */
  at: string;
  title: string;
  /** Absent where it has no end: it may still be running. */
  row?: number;
  seconds?: number;
  isProved?: boolean;
  hints: number;
  guesses: number;
  /** Rows, in turn; absent where they were not kept. */
  named?: readonly number[];
  how: string;
}

/** In the order of time. */
export const workDrills = (drills: readonly KeptDrill[]): WorkDrill[] =>
  cleaned([...drills])
    .toSorted((one, other) => one.at.localeCompare(other.at))
    .map(({ drill, title, at, row, seconds, hints, guesses, named, isProved, isOpen, ...end }) => ({
      ...{ at, title: titleIn(drill) ?? title, hints, guesses },
      ...(named && { named }),
      ...(isOpen ? { how: spoken.report.noEndKept } : { row, seconds, isProved, how: howOf(end) }),
    }));

export const causeOf = (row: number): string => {
  const title = diagnosisOf(row)?.title;
  return title === undefined ? String(row) : spoken.report.cause({ row, title: inWords(title) });
};

/** The drill, what was named, what it was, and how it ended. */
export function drillTable(drills: readonly WorkDrill[]): Table | undefined {
  if (drills.length === 0) return undefined;
  const words = spoken.report;
  return {
    caption: words.drills,
    head: [
      ...[words.timeUtc, words.drill, words.named, words.whatItWas, words.hints, words.tookSeconds],
      ...[words.howEnded, words.provedWhole],
    ],
    rows: drills.map(({ at, title, named, row, hints, seconds, how, isProved }) => [
      ...[second(at), title, namedText(named), row === undefined ? words.notSaid : causeOf(row), String(hints)],
      ...[seconds?.toFixed(0) ?? '', how, provedText(isProved)],
    ]),
    figures: [4, 5],
  };
}

export const namedText = (named: readonly number[] | undefined): string => {
  if (!named) return spoken.report.notKept;
  return named.length === 0 ? spoken.report.nothingNamed : named.map(causeOf).join('; ');
};

export const provedText = (isProved: boolean | undefined): string =>
  isProved === undefined ? '' : isProved ? spoken.report.yes : spoken.report.no;

function howOf({ isHealed, isNamed }: Pick<KeptDrill, 'isHealed' | 'isNamed'>): string {
  const { how } = spoken.drills;
  return isHealed ? (isNamed ? how.named : how.givenUp) : how.found;
}

/** In the language of this program; none of one that only another version knows. */
function titleIn(id: string): string | undefined {
  const { each } = spoken.drills;
  return Object.hasOwn(each, id) ? each[id as keyof typeof each].title : undefined;
}
