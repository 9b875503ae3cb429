import { expect, test } from 'vitest';
import { bitRate, loss } from './format.ts';

test('rates as the network counts', () => {
  expect([2.22e9, 999_996_000, 1500, 12, 0].map(bitRate)).toEqual([
    '2.22 Gbit/s',
    '1.00 Gbit/s',
    '1.50 kbit/s',
    '12 bit/s',
    '0 bit/s',
  ]);
});

test('a little loss is not none, and nearly all is not all', () => {
  expect([0, 0.01, 25, 99.99, 100].map(loss)).toEqual(['0 %', '0.1 %', '25.0 %', '99.9 %', '100 %']);
});
