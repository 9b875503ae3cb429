import { diagnosedTable } from './diagnosed/diagnosed-table.ts';
import { drillTable } from './drills/drill-table.ts';
import type { FaultRow } from './fault.ts';
import { hangTable } from './hangs/hang-table.ts';
import type { HangRow } from './hangs/hang-trial.ts';
import { cell, markdownTable, seconds } from './markdown-table.ts';
import type { Outcome, Result } from './results.ts';
import type { StandRow } from './stands/stand-row.ts';
import { standTable } from './stands/stand-table.ts';

const long = (text: string) => cell(text, 400);

/** All tables of a campaign, and at the end what failed. */
export function summaryOf(results: readonly Result[]): string {
  const rows = results.flatMap((one) => (one.kind === 'faults' ? [one.end] : []));
  const hangs = results.flatMap((one) => (one.kind === 'hangs' ? [one.end] : []));
  const stands = results.flatMap((one) => (one.kind === 'stands' ? [one.end] : []));
  const diagnosed = results.flatMap((one) => (one.kind === 'diagnose' ? [one.end] : []));
  const drilled = results.flatMap((one) => (one.kind === 'drills' ? [one.end] : []));
  const of = (kind: 'kills' | 'rows' | 'sequences' | 'follow' | 'picture') =>
    results.flatMap((one) => (one.kind === kind ? [one.end] : []));
  const parts = [
    ['Kills', of('kills'), killTable(of('kills'))],
    ['Kills of the command line', of('rows'), listOf(of('rows'))],
    ['Faults', rows, faultTable(rows)],
    ['Hangs', hangs, hangTable(hangs)],
    ['What stands', stands, standTable(stands)],
    ['Diagnosis', diagnosed, diagnosedTable(diagnosed)],
    ['Packets followed', of('follow'), listOf(of('follow'))],
    ['The picture', of('picture'), listOf(of('picture'))],
    ['Drills', drilled, drillTable(drilled)],
    ['Sequences', of('sequences'), listOf(of('sequences'))],
  ] as const;
  const failed = results.flatMap(({ end }) => {
    if (end.verdict !== 'failed') return [];
    const why = 'detail' in end ? end.detail : problemsOf(end).join(' | ');
    return [`- **${end.name}**: ${why}`];
  });
  const told = parts.flatMap(([title, some, text]) => (some.length > 0 ? [`## ${title}\n\n${text}\n`] : []));
  return [...told, ...failed].join('\n');
}

const problemsOf = (end: FaultRow | HangRow | StandRow): string[] => [
  ...end.problems,
  ...('falseSuccess' in end ? end.falseSuccess : []),
  ...('falseTicks' in end ? end.falseTicks : []),
  ...('differences' in end ? end.differences : []),
];

export function faultTable(rows: readonly FaultRow[]): string {
  const columns = ['fault', 'what the user read', 'first sign', 'run ended', 'recovered after healing'];
  return markdownTable(
    [...columns, 'false success', 'reset'],
    rows.map((row) => [
      row.name,
      long(row.told) || '–',
      seconds(row.signSeconds),
      seconds(row.endSeconds),
      row.recoverSeconds === undefined
        ? 'no'
        : `${seconds(row.recoverSeconds)}, ${row.attempts} ${row.attempts === 1 ? 'run' : 'runs'}`,
      row.falseSuccess.length === 0 ? 'none' : long(row.falseSuccess.join('; ')),
      row.differences.length === 0 ? 'equal' : long(row.differences.join('; ')),
    ]),
  );
}

const columns = ['before-intent', 'after-intent', 'in-midst', 'after-effect', 'before-done', 'any moment'];

/** Kills by what was killed (lines) and when (columns): passed of tried, resumed and reset together. */
export function killTable(outcomes: readonly Outcome[]): string {
  const lines = new Map<string, Map<string, { passed: number; tried: number }>>();
  let late = 0;
  for (const { name, verdict } of outcomes) {
    const [, what = name, point = 'any moment'] =
      /^(\S+ \S+) (\S+), then/.exec(name.replace(/@node\d/, '').replace(/ at \d+ ms/, ' anywhere any-moment')) ?? [];
    if (verdict === 'skipped') {
      late += 1;
      continue;
    }
    const line = lines.get(what) ?? new Map<string, { passed: number; tried: number }>();
    lines.set(what, line);
    const key = point === 'any-moment' ? 'any moment' : point;
    const group = line.get(key) ?? { passed: 0, tried: 0 };
    line.set(key, { passed: group.passed + (verdict === 'passed' ? 1 : 0), tried: group.tried + 1 });
  }
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = sorted.map(([what, line]) => {
    const cells = columns.map((column) => {
      const group = line.get(column);
      return group ? `${group.passed}/${group.tried}` : '';
    });
    return `| ${what} | ${cells.join(' | ')} |`;
  });
  const all = [...lines.values()].flatMap((line) => [...line.values()]);
  const sum = (key: 'passed' | 'tried') => all.reduce((total, group) => total + group[key], 0);
  return [
    `| killed | ${columns.map((column) => column.replace('-', ' ')).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...rows,
    '',
    `${sum('passed')} of ${sum('tried')} kills passed${late > 0 ? `; ${late} more came after the run had ended` : ''}.`,
  ].join('\n');
}

const listOf = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ name, verdict, detail }) => `- ${verdict}: ${name}: ${long(detail)}`).join('\n');
