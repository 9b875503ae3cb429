import type { HangRow } from './hang-trial.ts';

const seconds = (value: number | undefined) => (value === undefined ? '–' : `${value.toFixed(1)} s`);
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 160);

/** What one was told and when, and how long a cancel took; a line for each kind of hang and each operation. */
export function hangTable(rows: readonly HangRow[]): string {
  const head = [
    '| what hangs | during | a word after | what was said | ended by itself | cancelled, ended after | what it left |',
    '|---|---|---|---|---|---|---|',
  ];
  const lines = rows.map((row) =>
    [
      row.kind,
      row.operation,
      row.wordSeconds === undefined ? 'went through' : seconds(row.wordSeconds),
      cell(row.word) || '–',
      seconds(row.endSeconds),
      row.cancelSeconds.map(seconds).join(', ') || '–',
      cell(row.left) || '–',
    ].join(' | '),
  );
  return [...head, ...lines.map((line) => `| ${line} |`)].join('\n');
}
