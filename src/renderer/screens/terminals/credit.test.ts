import { expect, test } from 'vitest';
import { creditCounter } from './credit.ts';

test('every byte that was drawn is told once, and none early', () => {
  const told: number[] = [];
  const credit = creditCounter((bytes) => told.push(bytes));
  const sizes = [10_000, 20_000, 30_000, 5];
  for (const size of sizes) credit.begin(size);
  expect(told).toEqual([]);
  for (const size of sizes) credit.drawn(size);
  expect(told).toEqual([60_000, 5]);
});

test('a single key’s echo is told at once', () => {
  const told: number[] = [];
  const credit = creditCounter((bytes) => told.push(bytes));
  credit.begin(1);
  credit.drawn(1);
  expect(told).toEqual([1]);
});
