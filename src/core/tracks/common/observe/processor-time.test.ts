import { expect, test } from 'vitest';
import { parseProcessorTime } from './processor-time.ts';

test.each([
  ['usage_usec 11524730\n', 11_524_730],
  ['usage_nsec 1524730999\n', 1_524_730.999],
  ['ticks 4200 100\n', 42_000_000],
  ['ticks 4200 0\n', undefined],
  ['ticks 4200\n', undefined],
  ['usage_usec -5\n', undefined],
  ['usage_usec 99999999999999999999\n', undefined],
  ['', undefined],
])('%j is %s µs', (text, time) => {
  expect(parseProcessorTime(text)).toBe(time);
});
