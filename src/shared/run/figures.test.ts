import { expect, it } from 'vitest';
import { bandwidthOf, medianOf } from './figures.ts';
import type { BandwidthMeasurement } from './measurements.ts';

const measured = (path: 'native' | 'overlay', bitsPerSecond: number): BandwidthMeasurement => ({
  ...{ kind: 'bandwidth', path, from: 'node2', to: 'node1', tool: 'iperf3' },
  ...{ seconds: 10, bitsPerSecond, bytes: 1 },
});

it.each([
  [[], undefined],
  [[4], 4],
  [[9, 100, 10], 10],
  [[4, 1, 2, 100], 3],
])('the median of %j is %s', (values, median) => expect(medianOf(values)).toBe(median));

it('of several measurements the median counts, with the least and the most', () => {
  const rates = [5, 1, 4].map((rate) => measured('native', rate));
  const { native, overlay, ratio } = bandwidthOf({ measurements: [...rates, measured('overlay', 3)] });
  expect(native).toMatchObject({ bitsPerSecond: 4, least: 1, most: 5, times: 3, streams: 1, from: 'node2' });
  expect(overlay).toMatchObject({ bitsPerSecond: 3, times: 1 });
  expect(ratio).toBe(0.75);
});

it('what was not measured has no ratio, nor has a native rate of 0', () => {
  const { overlay, ratio } = bandwidthOf({ measurements: [measured('native', 2)] });
  expect([overlay, ratio]).toEqual([undefined, undefined]);
  expect(bandwidthOf({ measurements: [measured('overlay', 2)] })).not.toHaveProperty('ratio');
  expect(bandwidthOf({ measurements: [measured('native', 0), measured('overlay', 2)] })).not.toHaveProperty('ratio');
});
