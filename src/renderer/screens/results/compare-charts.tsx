import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Comparison, figuresOf } from '../../../shared/compare/comparison.ts';
import type { Interval } from '../../../shared/compare/intervals.ts';
import classes from './compare-charts.module.css';

interface Bar {
  track: string;
  interval: Interval;
}

/** What the tables say, drawn: a bar a track, and across its end where the mean lies with 95 % confidence. */
export function CompareCharts({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation();
  const figures = comparison.tracks.map(figuresOf);
  const charts = [
    { name: t('results.compare.charts.ratio'), digits: 2, of: figures.map(({ ratio }) => ratio) },
    { name: t('results.compare.charts.roundTrip'), digits: 3, of: figures.map(({ roundTripMs }) => roundTripMs) },
    {
      name: t('results.compare.charts.sender'),
      digits: 3,
      of: figures.map(({ processor }) => processor.overlay.sender),
    },
  ];
  return (
    <div className={classes.charts}>
      {charts.map(({ name, digits, of }) => {
        const bars = figures.flatMap(({ track }, at): Bar[] => {
          const interval = of[at];
          return interval ? [{ track, interval }] : [];
        });
        return bars.length > 0 && <Chart key={name} name={name} digits={digits} bars={bars} />;
      })}
    </div>
  );
}

const size = { width: 320, label: 62, value: 96, row: 26, bar: 14 };

function Chart({ name, digits, bars }: { name: string; digits: number; bars: readonly Bar[] }) {
  const { t } = useTranslation();
  const most = Math.max(...bars.map(({ interval: { mean, high } }) => (Number.isFinite(high) ? high : mean)));
  const room = size.width - size.label - size.value;
  const at = (value: number) => size.label + room * Math.min(1, Math.max(0, most > 0 ? value / most : 0));
  const said = ({ mean, high }: Interval) =>
    Number.isFinite(high) ? `${mean.toFixed(digits)} ± ${(high - mean).toFixed(digits)}` : mean.toFixed(digits);
  const words = bars.map(({ track, interval }) => `${track} ${said(interval)}`).join(', ');
  return (
    <figure className={classes.chart}>
      <Text component="figcaption" fz="sm" fw={600}>
        {name}
      </Text>
      <svg
        viewBox={`0 0 ${size.width} ${bars.length * size.row}`}
        width="100%"
        role="img"
        aria-label={t('results.compare.charts.text', { name, words })}
        fontSize={12}
      >
        {bars.map(({ track, interval }, index) => {
          const middle = index * size.row + size.row / 2;
          return (
            <g key={track}>
              <text className={classes.words} x={size.label - 8} y={middle + 4} textAnchor="end">
                {track}
              </text>
              <rect
                className={classes.bar}
                x={size.label}
                y={middle - size.bar / 2}
                width={Math.max(1, at(interval.mean) - size.label)}
                height={size.bar}
                rx={3}
              />
              {Number.isFinite(interval.high) && (
                <path
                  className={classes.interval}
                  d={`M${at(interval.low)} ${middle}H${at(interval.high)}M${at(interval.low)} ${middle - 5}v10M${at(interval.high)} ${middle - 5}v10`}
                />
              )}
              <text className={classes.words} x={size.width - size.value + 8} y={middle + 4}>
                {said(interval)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
