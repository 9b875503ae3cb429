import { tutorialFigures } from '../../shared/run/tutorial.ts';
import { formatBitRate } from '../../shared/run/units.ts';
import { spoken } from '../../shared/texts/text.ts';
import type { Figure, Summary } from './figures.ts';
import { type Html, html } from './html-escape.ts';

interface Bar {
  group: string;
  path: 'native' | 'overlay';
  past: boolean;
  figure: Figure;
}

const size = { width: 720, label: 150, right: 120, bar: 26, gap: 8, groupGap: 22, top: 8 };

/** Native and overlay, this lab above and 2015 below, on one scale. The table beside it says the same in words. */
export function barChart(figures: Summary): Html {
  const { thisLab, tutorial } = spoken.report;
  const past = (value: number): Figure => ({ value, reason: null });
  const bars: Bar[] = [
    { group: thisLab, path: 'native', past: false, figure: figures.nativeBitsPerSecond },
    { group: thisLab, path: 'overlay', past: false, figure: figures.overlayBitsPerSecond },
    { group: tutorial, path: 'native', past: true, figure: past(tutorialFigures.nativeBitsPerSecond) },
    { group: tutorial, path: 'overlay', past: true, figure: past(tutorialFigures.overlayBitsPerSecond) },
  ];
  const largest = Math.max(...bars.map((bar) => bar.figure.value ?? 0));
  const height = size.top * 2 + bars.length * (size.bar + size.gap) + size.groupGap;
  const description = bars.map(barText).join('; ');
  return html`<svg viewBox="0 0 ${size.width} ${height}" role="img" aria-labelledby="chart-title chart-text">
<title id="chart-title">${spoken.report.chartTitle}</title><desc id="chart-text">${description}</desc>
<line class="axis" x1="${size.label}" x2="${size.label}" y1="0" y2="${height}"/>
${bars.map((bar, index) => drawBar(bar, index, largest))}</svg>`;
}

function drawBar(bar: Bar, index: number, largest: number): Html {
  const y = size.top + index * (size.bar + size.gap) + (bar.past ? size.groupGap : 0);
  const room = size.width - size.label - size.right;
  const { value } = bar.figure;
  // A bar that rounds to nothing would look like one that is missing.
  const width = value === null ? room / 2 : Math.max(2, (value / largest) * room);
  const middle = y + size.bar / 2 + 5;
  const path = spoken.report[bar.path];
  const label = bar.past ? spoken.report.barOf2015({ path }) : spoken.report.barOfThisLab({ path });
  const kind = value === null ? 'none' : `${bar.path}${bar.past ? ' past' : ''}`;
  return html`<text x="${size.label - 12}" y="${middle}" text-anchor="end">${label}</text>
<rect class="${kind}" x="${size.label}" y="${y}" width="${width.toFixed(1)}" height="${size.bar}" rx="3"/>
<text x="${(size.label + width + 10).toFixed(1)}" y="${middle}">${value === null ? spoken.report.unknown : formatBitRate(value)}</text>
`;
}

const barText = ({ group, path, figure }: Bar): string =>
  spoken.report.chartBar({ group, path: spoken.report[path], value: valueText(figure) });

function valueText(figure: Figure): string {
  return figure.value === null ? spoken.report.unknownBecause({ reason: figure.reason }) : formatBitRate(figure.value);
}
