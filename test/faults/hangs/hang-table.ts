import { cell, markdownTable, seconds } from '../markdown-table.ts';
import type { HangRow } from './hang-trial.ts';

const short = (text: string) => cell(text, 160) || '–';

const head = ['what hangs', 'during', 'a word after', 'what was said', 'ended by itself'];
head.push('cancelled, ended after', 'what it left');

/** What one was told and when, and how long a cancel took; a line for each kind of hang and each operation. */
export function hangTable(rows: readonly HangRow[]): string {
  return markdownTable(
    head,
    rows.map((row) => [
      row.kind,
      row.operation,
      row.wordSeconds === undefined ? 'went through' : seconds(row.wordSeconds),
      short(row.word),
      seconds(row.endSeconds),
      row.cancelSeconds.map(seconds).join(', ') || '–',
      short(row.left),
    ]),
  );
}
