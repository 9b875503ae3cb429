import { expect, test } from 'vitest';
import { intervalOf, larger } from './intervals.ts';

test('an interval of three, by the table', () => {
  // Mean 2, standard deviation 1: 4.303 / √3 = 2.484.
  expect(intervalOf([1, 2, 3])).toMatchObject({ mean: 2, times: 3 });
  expect(intervalOf([1, 2, 3])?.low).toBeCloseTo(2 - 2.484, 3);
  expect(intervalOf([1, 2, 3])?.high).toBeCloseTo(2 + 2.484, 3);
});

test('of none there is none, and one value says nothing of others', () => {
  expect(intervalOf([])).toBeUndefined();
  expect(intervalOf([5])).toEqual({ mean: 5, low: -Infinity, high: Infinity, times: 1 });
  expect(larger(intervalOf([5]), intervalOf([1, 1, 1]))).toBeUndefined();
});

test('one is larger only where the intervals do not overlap', () => {
  const [slow, fast, near] = [intervalOf([10, 11, 12]), intervalOf([20, 21, 22]), intervalOf([11, 13, 15])];
  expect([larger(fast, slow), larger(slow, fast), larger(slow, near), larger(slow, undefined)]).toEqual([
    'first',
    'second',
    undefined,
    undefined,
  ]);
});
