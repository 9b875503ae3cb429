import type { Class } from '../../shared/class/class.ts';
import type { SeatOutcome } from '../../shared/class/outcome.ts';
import type { Table } from '../../shared/text/table.ts';
import { spoken } from '../../shared/texts/text.ts';
import { csvText } from '../report/csv-text.ts';
import { markdownTable } from '../report/markdown-table.ts';

type Shown = Pick<Class, 'name' | 'seats'>;

/** What came of a seat, in a few words. */
export function outcomeWords({ state, command, part, changes, away, proof }: SeatOutcome): string {
  const { class: words } = spoken;
  if (state === 'cancelled') return words.cancelled;
  if (state === 'unreachable') return words.waiting({ nodes: away.length > 0 ? away : [words.someNodes] });
  if (proof && !proof.equal) return words.notEqual({ differences: proof.differences.length });
  if (state === 'failed') return part === undefined ? words.failed : words.failedAfter({ part });
  if (command === 'up') return words.up;
  if (command === 'down') return words.down;
  if (command === 'preflight') return proof ? words.proved({ kinds: proof.kinds }) : words.passed;
  if (command === 'reset') return proof ? words.equal({ kinds: proof.kinds, changes }) : words.reset({ changes });
  if (part === undefined)
    return command === 'status' || command === 'check' ? words.nothingBuilt : words.done({ changes });
  return command === 'run' ? words.reachedWith({ part, changes }) : words.reached({ part });
}

/** A row a seat, in the order of the class. */
export function classTable(given: Shown, outcomes: readonly SeatOutcome[], caption: string): Table {
  const { class: words } = spoken;
  const rows = given.seats.flatMap(({ name, student }) => {
    const outcome = outcomes.find(({ seat }) => seat === name);
    if (!outcome) return [];
    const why = outcome.state === 'ok' ? '' : (outcome.error?.message ?? '');
    return [[name, student ?? '', outcomeWords(outcome), outcome.seconds.toFixed(1), why]];
  });
  const seconds = words.inSeconds;
  return { caption, head: [words.seat, words.student, words.came, seconds, words.why], rows, figures: [3] };
}

/** The report of what a class did, as the file's name asks: Markdown, a table for a spreadsheet, or all as JSON. */
export function classReport(file: string, given: Shown, outcomes: readonly SeatOutcome[], caption: string): string {
  const table = classTable(given, outcomes, caption);
  if (/\.json$/i.test(file)) return `${JSON.stringify({ class: given.name, outcomes }, null, 2)}\n`;
  if (/\.csv$/i.test(file)) return csvText([table.head, ...table.rows]);
  return `${markdownTable(table)}\n`;
}
