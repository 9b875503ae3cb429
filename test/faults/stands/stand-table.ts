import type { StandRow } from './stand-row.ts';

const seconds = (value: number | undefined) => (value === undefined ? '–' : `${value.toFixed(1)} s`);
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 160);

/** What window and check said of each, and when; the ticks beside what the nodes said; and the reset after it. */
export function standTable(rows: readonly StandRow[]): string {
  const head = [
    '| what happened | the window said it after | the check said it after | longest silence of the reset | false ticks | the reset | |',
    '|---|---|---|---|---|---|---|',
  ];
  const lines = rows.map((row) =>
    [
      row.name,
      `${seconds(row.windowSeconds)}: ${cell(row.windowWord) || '–'}`,
      row.checkSeconds === undefined
        ? cell(row.checkWord) || '–'
        : `${seconds(row.checkSeconds)}: ${cell(row.checkWord)}`,
      seconds(row.resetSilence),
      `${row.falseTicks.length} of ${row.asked}`,
      row.differences.length === 0 ? row.reset : cell(row.differences.join('; ')),
      row.verdict,
    ].join(' | '),
  );
  return [...head, ...lines.map((line) => `| ${line} |`)].join('\n');
}
