import type { ReportModel } from './report-model.ts';

/** The tables of a report, one below the other, for a spreadsheet. */
export function reportCsv({ tables }: ReportModel): string {
  const blocks = tables.map(({ caption, head, rows }) => [[caption], head, ...rows].map(line).join(''));
  return blocks.join('\r\n');
}

const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;

/** Text from a node must not become a formula: spreadsheets take these first characters for one. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
