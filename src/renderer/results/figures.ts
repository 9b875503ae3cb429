import type { BandwidthMeasurement, PingMeasurement } from '../../shared/measurements.ts';
import type { RunPicture } from '../state/run-picture.ts';

export const measuredRuns = (runs: readonly RunPicture[]): RunPicture[] =>
  runs.filter(({ measurements }) => measurements.some(({ kind }) => kind === 'ping' || kind === 'bandwidth'));

export const pingsOf = ({ measurements }: RunPicture): PingMeasurement[] =>
  measurements.filter((one) => one.kind === 'ping');

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
  /** Overlay by native; undefined where one of them is unknown, never 0. */
  ratio?: number;
}

export function bandwidthOf({ measurements }: Pick<RunPicture, 'measurements'>): Bandwidth {
  const of = (path: 'native' | 'overlay') =>
    rateOf(measurements.filter((one) => one.kind === 'bandwidth').filter((one) => one.path === path));
  const [native, overlay] = [of('native'), of('overlay')];
  const known = native && overlay && native.bitsPerSecond > 0;
  return { native, overlay, ...(known && { ratio: overlay.bitsPerSecond / native.bitsPerSecond }) };
}

function rateOf(measured: readonly BandwidthMeasurement[]): Rate | undefined {
  const last = measured.at(-1);
  if (!last) return undefined;
  const rates = measured.map(({ bitsPerSecond }) => bitsPerSecond).sort((a, b) => a - b);
  const [least = 0, most = 0] = [rates[0], rates.at(-1)];
  const { from, to, tool, seconds, streams = 1 } = last;
  return { from, to, tool, seconds, streams, least, most, times: rates.length, bitsPerSecond: median(rates) };
}

function median(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** What is looked at where no run was chosen: the newest of each kind, native and overlay from one run. */
export function newest(runs: readonly RunPicture[]): { bandwidth?: RunPicture; ping?: RunPicture } {
  return {
    bandwidth: runs.findLast(({ measurements }) => measurements.some(({ kind }) => kind === 'bandwidth')),
    ping: runs.findLast((run) => pingsOf(run).length > 0),
  };
}
