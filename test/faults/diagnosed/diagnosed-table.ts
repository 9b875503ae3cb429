import { markdownTable, seconds } from '../markdown-table.ts';
import type { DiagnosedRow } from './diagnose-trial.ts';

/** What was named of each fault, and in how long, its making and its healing included. */
export const diagnosedTable = (rows: readonly DiagnosedRow[]): string =>
  markdownTable(
    ['row', 'fault', 'named', 'seconds', ''],
    rows.map(({ row, name, named, seconds: took, verdict }) => [
      String(row),
      name.replace(/^diagnose (\w+): \d+ /, '$1: '),
      [...new Set(named)].join(' / ') || '–',
      took.map((one) => seconds(one)).join(', '),
      verdict === 'passed' ? 'right' : 'wrong',
    ]),
  );
