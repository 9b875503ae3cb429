import { formatBitRate, formatLoss } from '../../shared/run/units.ts';
import type { Table } from '../../shared/text/table.ts';
import { spoken } from '../../shared/texts/text.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import type { ReportModel } from './report-model.ts';

interface TimedDrill {
  at: string;
  title: string;
  how: string;
  seconds?: number;
}

/** All that was done, in the order of time, by runs and by hand, and the drills. */
export function timelineTable(
  runs: readonly ReportModel[],
  typed: readonly TypedEntry[],
  drills: readonly TimedDrill[],
): Table {
  const { timeUtc, how, what, on, result, tookSeconds } = spoken.report;
  const rows = [
    ...runs.map((run): [string, string[]] => [
      run.startedAt,
      [spoken.report.byRun, run.command, run.nodes.join(', '), run.closing, run.seconds?.toFixed(1) ?? ''],
    ]),
    ...typed.map((entry): [string, string[]] => [
      entry.at,
      [spoken.report.typed, entry.command, entry.container ?? entry.node, resultOf(entry), secondsOf(entry)],
    ]),
    ...drills.map(({ at, title, how: ended, seconds }): [string, string[]] => [
      at,
      [spoken.report.byDrill, title, '', ended, seconds?.toFixed(1) ?? ''],
    ]),
  ];
  return {
    caption: spoken.report.timeline,
    head: [timeUtc, how, what, on, result, tookSeconds],
    rows: rows.toSorted(([a], [b]) => a.localeCompare(b)).map(([at, cells]) => [second(at), ...cells]),
    figures: [5],
  };
}

/** `2025-03-04 10:00:00`. */
export const second = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;

/** How long it took; empty where nobody saw its end. */
export function secondsOf({ at, ended, state }: TypedEntry): string {
  const seconds = state === 'ended' && ended ? (Date.parse(ended) - Date.parse(at)) / 1000 : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds.toFixed(1) : '';
}

/** What it measured, or how it stands. */
export function resultOf({ measurement: one, state }: TypedEntry): string {
  if (one?.kind === 'bandwidth') return `${one.from} → ${one.to}: ${formatBitRate(one.bitsPerSecond)}`;
  if (one?.kind === 'ping')
    return spoken.report.pinged({ from: one.from, to: one.to, loss: formatLoss(one.lossPercent) });
  if (state === 'running') return spoken.report.running;
  return state === 'cut' ? spoken.report.cutOff : spoken.report.atPrompt;
}
