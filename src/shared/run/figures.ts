import type { BandwidthMeasurement, PingMeasurement } from './measurements.ts';
import type { RunView } from './view.ts';

type Measured = Pick<RunView, 'measurements'>;

/** What one path carried: the median where it was measured more than once, with the least and the most. */
export interface Rate extends Pick<BandwidthMeasurement, 'from' | 'to' | 'tool' | 'seconds'> {
  bitsPerSecond: number;
  least: number;
  most: number;
  times: number;
  streams: number;
}

export interface Bandwidth {
  native?: Rate;
  overlay?: Rate;
  /** Overlay by native; undefined where one of them is unknown or native is 0: never 0 itself for that. */
  ratio?: number;
}

/** Native, overlay and their ratio, from all that a run measured. */
export function bandwidthOf({ measurements }: Measured): Bandwidth {
  const all = measurements.filter((one) => one.kind === 'bandwidth');
  const [native, overlay] = (['native', 'overlay'] as const).map((path) =>
    rateOf(all.filter((one) => one.path === path)),
  );
  const known = native && overlay && native.bitsPerSecond > 0;
  return { native, overlay, ...(known && { ratio: overlay.bitsPerSecond / native.bitsPerSecond }) };
}

/** The pings of a run. */
export const pingsOf = ({ measurements }: Measured): PingMeasurement[] =>
  measurements.filter((one) => one.kind === 'ping');

/** The value in the middle, or between the two in the middle, in whatever order they come; undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

function rateOf(measured: readonly BandwidthMeasurement[]): Rate | undefined {
  const last = measured.at(-1);
  const rates = measured.map(({ bitsPerSecond }) => bitsPerSecond);
  const median = medianOf(rates);
  if (!last || median === undefined) return undefined;
  const { from, to, tool, seconds, streams = 1 } = last;
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return { from, to, tool, seconds, streams, least, most, times: rates.length, bitsPerSecond: median };
}
