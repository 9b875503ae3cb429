import type { BandwidthMeasurement } from '../../shared/run/measurements.ts';
import { tutorialFigures } from '../../shared/run/tutorial.ts';
import { formatBitRate, formatBytes, formatRatio } from '../../shared/run/units.ts';
import type { Table } from '../../shared/text/table.ts';
import { spoken } from '../../shared/texts/text.ts';
import type { BandwidthFigure, Figure, Summary } from './figures.ts';

/** Native, overlay and their ratio, beside those of 2015. */
export function bandwidthTable(figures: Summary): Table {
  const { nativeBitsPerSecond: native, overlayBitsPerSecond: overlay, ratio } = figures;
  return {
    caption: spoken.report.bandwidthTable,
    head: ['', spoken.report.thisLab, spoken.report.tutorial],
    rows: [
      [
        median(spoken.report.native, native),
        cell(native, formatBitRate),
        formatBitRate(tutorialFigures.nativeBitsPerSecond),
      ],
      [
        median(spoken.report.overlay, overlay),
        cell(overlay, formatBitRate),
        formatBitRate(tutorialFigures.overlayBitsPerSecond),
      ],
      [spoken.report.overlayToNative, cell(ratio, formatRatio), formatRatio(tutorialFigures.ratio)],
    ],
    figures: [1, 2],
  };
}

/** One measurement, when it was told, and whether it was typed. */
export interface TimedRate {
  at: string;
  isTyped: boolean;
  rate: BandwidthMeasurement;
}

/** Every single measurement in the order of time; undefined where there is none. */
export function bandwidthRunsTable(rates: readonly TimedRate[]): Table | undefined {
  if (rates.length === 0) return undefined;
  const { timeUtc, how, typed, byRun } = spoken.report;
  const { path, from, to, tool, seconds, bytes, rate, retransmits } = spoken.report;
  return {
    caption: spoken.report.bandwidthRuns,
    head: [timeUtc, how, path, from, to, tool, seconds, bytes, rate, retransmits],
    rows: rates.map(({ at, isTyped, rate: one }) => [
      at.slice(0, 19).replace('T', ' '),
      isTyped ? typed : byRun,
      spoken.report[one.path],
      one.from,
      one.to,
      one.tool,
      one.seconds.toFixed(1),
      formatBytes(one.bytes),
      formatBitRate(one.bitsPerSecond),
      one.retransmits === undefined ? spoken.report.notCounted : String(one.retransmits),
    ]),
    figures: [6, 7, 8, 9],
  };
}

function cell(figure: Figure, format: (value: number) => string): string {
  return figure.value === null ? spoken.report.unknownBecause({ reason: figure.reason }) : format(figure.value);
}

function median(path: string, { runs }: BandwidthFigure): string {
  return runs > 1 ? spoken.report.medianOf({ path, runs }) : path;
}
