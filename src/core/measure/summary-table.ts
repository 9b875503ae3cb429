import { tutorialFigures } from '../../shared/tutorial.ts';
import { formatBitRate, formatLoss, formatMs, formatRatio } from './format.ts';
import type { Figure, PingRow, Summary } from './summary.ts';

/** One line of the table that ends a run; cells are text, so that terminal, window and report show the same. */
export interface SummaryRow {
  quantity: string;
  measured: string;
  /** What the text of 2015 had. */
  tutorial: string;
}

export function summaryTable(summary: Summary): SummaryRow[] {
  const { nativeBitsPerSecond, overlayBitsPerSecond, ratio } = tutorialFigures;
  return [
    ...summary.pings.flatMap(pingRows),
    row('bandwidth native', summary.nativeBitsPerSecond, formatBitRate, nativeBitsPerSecond),
    row('bandwidth overlay', summary.overlayBitsPerSecond, formatBitRate, overlayBitsPerSecond),
    row('overlay / native', summary.ratio, formatRatio, ratio),
  ];
}

function pingRows(ping: PingRow): SummaryRow[] {
  const { lossPercent, rttMs } = tutorialFigures.ping;
  const name = `ping ${ping.from} → ${ping.to}`;
  return [
    row(`${name}: loss`, ping.lossPercent, formatLoss, lossPercent),
    row(`${name}: rtt min`, ping.minMs, formatMs, rttMs.min),
    row(`${name}: rtt avg`, ping.avgMs, formatMs, rttMs.avg),
    row(`${name}: rtt max`, ping.maxMs, formatMs, rttMs.max),
    row(`${name}: rtt mdev`, ping.mdevMs, formatMs, rttMs.mdev),
  ];
}

function row(quantity: string, figure: Figure, format: (value: number) => string, tutorial: number): SummaryRow {
  const measured = figure.value === null ? `unknown: ${figure.reason}` : format(figure.value);
  return { quantity, measured, tutorial: format(tutorial) };
}
