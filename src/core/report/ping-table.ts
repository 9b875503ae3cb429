import { tutorialFigures } from '../../shared/run/tutorial.ts';
import { formatLoss } from '../../shared/run/units.ts';
import type { Table } from '../../shared/text/table.ts';
import { spoken } from '../../shared/texts/text.ts';
import type { Figure, PingRow, Summary } from './figures.ts';

/** Ping as people compare it: one row a pair, the tutorial's own below. */
export function pingTable(figures: Summary): Table {
  const words = spoken.report;
  const { sent, lossPercent, rttMs } = tutorialFigures.ping;
  const times = [rttMs.min, rttMs.avg, rttMs.max, rttMs.mdev].map((ms) => ms.toFixed(3));
  const [first] = figures.pings;
  if (first && figures.pings.every((ping) => ping.sent.value === null)) return unknownPings(first, times);
  const tutorial = ['worker-1', 'worker-2 (2015)', String(sent), formatLoss(lossPercent), ...times];
  return {
    caption: spoken.report.pingTimes,
    head: [words.from, words.to, words.sent, words.loss, words.min, words.avg, words.max, words.mdev],
    rows: [...figures.pings.map(pingCells), tutorial],
    figures: [2, 3, 4, 5, 6, 7],
    tutorialRows: 1,
  };
}

/** Six columns of the same reason would say less than one. */
function unknownPings(ping: PingRow, times: readonly string[]): Table {
  return {
    caption: spoken.report.pings,
    head: [spoken.report.from, spoken.report.to, spoken.report.result],
    rows: [
      [ping.from, ping.to, spoken.report.unknownBecause({ reason: ping.sent.reason ?? '' })],
      ['worker-1', 'worker-2 (2015)', spoken.report.tutorialPing({ times })],
    ],
    tutorialRows: 1,
  };
}

/** A reason stands once in a row: repeated in six cells it would only be noise. */
function pingCells(ping: PingRow): string[] {
  const counts: Figure[] = [ping.sent, ping.lossPercent];
  const times: Figure[] = [ping.minMs, ping.avgMs, ping.maxMs, ping.mdevMs];
  const said = new Set<string>();
  const cell = (figure: Figure, format: (value: number) => string) => {
    if (figure.value !== null) return format(figure.value);
    if (said.has(figure.reason)) return spoken.report.unknown;
    said.add(figure.reason);
    return spoken.report.unknownBecause({ reason: figure.reason });
  };
  return [
    ping.from,
    ping.to,
    ...counts.map((figure, index) => cell(figure, index === 0 ? String : formatLoss)),
    ...times.map((figure) => cell(figure, (ms) => ms.toFixed(3))),
  ];
}

/** Pairs that lost something or are unknown first: with many nodes only the first rows may be seen. */
export function worstFirst(pings: readonly PingRow[]): PingRow[] {
  const gravity = (ping: PingRow) => ping.lossPercent.value ?? 101;
  return pings.toSorted((a, b) => gravity(b) - gravity(a));
}
