import { expect, test } from 'vitest';
import type { BandwidthMeasurement } from '../../shared/measurements.ts';
import { bandwidthOf } from './figures.ts';

const measured = (path: 'native' | 'overlay', bitsPerSecond: number): BandwidthMeasurement => ({
  kind: 'bandwidth',
  path,
  from: 'node2',
  to: 'node1',
  tool: 'iperf3',
  seconds: 10,
  bytes: 1,
  bitsPerSecond,
});

test('of several measurements the median counts, with the least and the most', () => {
  const rates = [9, 2, 4].map((rate) => measured('native', rate));
  const { native, overlay, ratio } = bandwidthOf({ measurements: [...rates, measured('overlay', 3)] });
  expect(native).toMatchObject({ bitsPerSecond: 4, least: 2, most: 9, times: 3, streams: 1 });
  expect(overlay).toMatchObject({ bitsPerSecond: 3, times: 1 });
  expect(ratio).toBe(0.75);
});

test('an even number has the middle between two; what was not measured has no ratio', () => {
  const { native, overlay, ratio } = bandwidthOf({ measurements: [measured('native', 2), measured('native', 4)] });
  expect(native?.bitsPerSecond).toBe(3);
  expect([overlay, ratio]).toEqual([undefined, undefined]);
});
