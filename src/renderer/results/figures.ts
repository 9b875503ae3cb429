import type { BandwidthMeasurement, PingMeasurement } from '../../shared/measurements.ts';
import type { RunPicture } from '../state/run-picture.ts';

export const measuredRuns = (runs: readonly RunPicture[]): RunPicture[] =>
  runs.filter(({ measurements }) => measurements.some(({ kind }) => kind !== 'interface'));

export const pingsOf = ({ measurements }: RunPicture): PingMeasurement[] =>
  measurements.filter((one) => one.kind === 'ping');

export interface Bandwidth {
  native?: BandwidthMeasurement;
  overlay?: BandwidthMeasurement;
  /** Overlay by native; undefined where one of them is unknown, never 0. */
  ratio?: number;
}

/** The last measurement of each path in a run. */
export function bandwidthOf({ measurements }: RunPicture): Bandwidth {
  const of = (path: 'native' | 'overlay') =>
    measurements.filter((one) => one.kind === 'bandwidth').findLast((one) => one.path === path);
  const [native, overlay] = [of('native'), of('overlay')];
  const known = native && overlay && native.bitsPerSecond > 0;
  return { native, overlay, ...(known && { ratio: overlay.bitsPerSecond / native.bitsPerSecond }) };
}

/** What is looked at where no run was chosen: the newest of each kind, native and overlay from one run. */
export function newest(runs: readonly RunPicture[]): { bandwidth?: RunPicture; ping?: RunPicture } {
  return {
    bandwidth: runs.findLast(({ measurements }) => measurements.some(({ kind }) => kind === 'bandwidth')),
    ping: runs.findLast((run) => pingsOf(run).length > 0),
  };
}
