import type { Table } from '../../shared/text/table.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';
import { padEnd, padStart, widthOf, wrap } from './width.ts';

const gap = 3;

/** A table in at most the terminal's columns: what is too wide is wrapped in its widest columns. */
export function drawTable(given: Table, style: Style): string[] {
  // A tab's width depends on where it stands, so none may be in a cell.
  const table = { ...given, rows: given.rows.map((row) => row.map((cell) => cell.replaceAll('\t', ' '))) };
  const widths = columnWidths(table, style.columns);
  const figures = new Set(table.figures);
  const past = table.rows.length - (table.tutorialRows ?? 0);
  const head = drawRow(table.head, widths, figures).map((line) => paint(style, 'bold', line));
  const rule = widths.map((width) => '─'.repeat(width)).join('─┼─');
  const body = table.rows.flatMap((row, index) =>
    drawRow(row, widths, figures).map((line) => (index >= past ? paint(style, 'dim', line) : line)),
  );
  return [paint(style, 'bold', table.caption), ...head, rule, ...body];
}

function drawRow(cells: readonly string[], widths: readonly number[], figures: ReadonlySet<number>): string[] {
  const columns = widths.map((width, index) => wrap(cells[index] ?? '', width));
  const height = columns.reduce((most, lines) => Math.max(most, lines.length), 0);
  return Array.from({ length: height }, (_, row) =>
    columns
      .map((lines, index) => (figures.has(index) ? padStart : padEnd)(lines[row] ?? '', widths[index] ?? 0))
      .join(' │ ')
      .trimEnd(),
  );
}

/** Natural widths, with the widest taken down column by column until the row fits. */
function columnWidths({ head, rows }: Table, columns: number): number[] {
  const widths = head.map((text, index) =>
    rows.reduce((most, row) => Math.max(most, widestOf(row[index] ?? '')), widthOf(text)),
  );
  const room = columns - gap * (head.length - 1);
  let total = widths.reduce((sum, width) => sum + width, 0);
  while (total > room && Math.max(...widths) > 4) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
    total -= 1;
  }
  return widths;
}

const widestOf = (cell: string): number => cell.split('\n').reduce((most, line) => Math.max(most, widthOf(line)), 0);
