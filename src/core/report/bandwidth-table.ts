import type { BandwidthMeasurement } from '../../shared/run/measurements.ts';
import { tutorialFigures } from '../../shared/run/tutorial.ts';
import { formatBitRate, formatBytes, formatRatio } from '../../shared/run/units.ts';
import type { BandwidthFigure, Figure, Summary } from './figures.ts';
import type { Table } from './table.ts';

/** Native, overlay and their ratio, beside those of 2015. */
export function bandwidthTable(figures: Summary): Table {
  const { nativeBitsPerSecond: native, overlayBitsPerSecond: overlay, ratio } = figures;
  return {
    caption: 'Bandwidth beside the tutorial of 2015',
    head: ['', 'This lab', 'Tutorial, 2015'],
    rows: [
      [`native${median(native)}`, cell(native, formatBitRate), formatBitRate(tutorialFigures.nativeBitsPerSecond)],
      [`overlay${median(overlay)}`, cell(overlay, formatBitRate), formatBitRate(tutorialFigures.overlayBitsPerSecond)],
      ['overlay / native', cell(ratio, formatRatio), formatRatio(tutorialFigures.ratio)],
    ],
    figures: [1, 2],
  };
}

/** Every single run; undefined where that would only repeat the table above. */
export function bandwidthRunsTable(rates: readonly BandwidthMeasurement[]): Table | undefined {
  if (rates.length === 0) return undefined;
  return {
    caption: 'Each run of iperf',
    head: ['Path', 'From', 'To', 'Tool', 'Seconds', 'Bytes', 'Rate', 'Retransmits'],
    rows: rates.map((rate) => [
      rate.path,
      rate.from,
      rate.to,
      rate.tool,
      rate.seconds.toFixed(1),
      formatBytes(rate.bytes),
      formatBitRate(rate.bitsPerSecond),
      rate.retransmits === undefined ? 'not counted' : String(rate.retransmits),
    ]),
    figures: [4, 5, 6, 7],
  };
}

function cell(figure: Figure, format: (value: number) => string): string {
  return figure.value === null ? `unknown (${figure.reason})` : format(figure.value);
}

function median({ runs }: BandwidthFigure): string {
  return runs > 1 ? `, median of ${runs} runs` : '';
}
