import type { FaultRow } from './fault.ts';
import type { Outcome } from './kill-trial.ts';

const seconds = (value: number | undefined) => (value === undefined ? '–' : `${value.toFixed(1)} s`);
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 400);

export function faultTable(rows: readonly FaultRow[]): string {
  const head = [
    '| fault | what the user was told | first sign | run ended | recovered after healing | false success | reset |',
    '|---|---|---|---|---|---|---|',
  ];
  const lines = rows.map((row) =>
    [
      row.name,
      cell(row.told) || '–',
      seconds(row.signSeconds),
      seconds(row.endSeconds),
      row.recoverSeconds === undefined
        ? 'no'
        : `${seconds(row.recoverSeconds)}, ${row.attempts} ${row.attempts === 1 ? 'run' : 'runs'}`,
      row.falseSuccess.length === 0 ? 'none' : cell(row.falseSuccess.join('; ')),
      row.differences.length === 0 ? 'equal' : cell(row.differences.join('; ')),
    ].join(' | '),
  );
  return [...head, ...lines.map((line) => `| ${line} |`)].join('\n');
}

/** Kills by what was killed where: passed of tried. */
export function killTable(outcomes: readonly Outcome[]): string {
  const groups = new Map<string, { passed: number; tried: number; late: number }>();
  for (const { name, verdict } of outcomes) {
    const key = name.replace(/, then .*/, '').replace(/at \d+ ms/, 'at a random moment');
    const group = groups.get(key) ?? { passed: 0, tried: 0, late: 0 };
    if (verdict === 'skipped') group.late += 1;
    else group.tried += 1;
    if (verdict === 'passed') group.passed += 1;
    groups.set(key, group);
  }
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, { passed, tried, late }]) =>
        `| ${name} | ${passed} of ${tried}${late ? ` (${late} ended before)` : ''} |`,
    );
  return ['| killed at | passed |', '|---|---|', ...lines].join('\n');
}
