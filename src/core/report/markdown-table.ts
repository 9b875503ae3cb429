import type { Table } from '../../shared/text/table.ts';
import { escapeMarkdown } from './markdown-escape.ts';

export function markdownTable(table: Table): string {
  const rule = table.head.map((_, column) => (table.figures?.includes(column) ? '---:' : '---'));
  const rows = table.rows.map((row) => line(row.map(cell)));
  return [`**${escapeMarkdown(table.caption)}**`, '', line(table.head.map(cell)), line(rule), ...rows].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A cell is one line; what had several is told apart by semicolons. */
function cell(text: string): string {
  return escapeMarkdown(text.split('\n').join('; '));
}
