import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBitRate, formatBytes, formatLoss, formatMs, formatRatio, roughBitRate } from './units.ts';

describe('figures for people', () => {
  it.each([
    [formatBitRate(2.22e9), '2.22 Gbit/s'],
    [formatBitRate(999), '999 bit/s'],
    [roughBitRate(94_123_456), '94 Mbit/s'],
    [roughBitRate(1_234_000_000), '1.2 Gbit/s'],
    [roughBitRate(996_000), '1 Mbit/s'],
    [roughBitRate(450), '450 bit/s'],
    [formatBitRate(999_996), '1.00 Mbit/s'],
    [formatBitRate(0), '0 bit/s'],
    [formatBytes(2_781_000_000), '2.78 GB'],
    [formatMs(0.444), '0.444 ms'],
    [formatLoss(0), '0 %'],
    [formatLoss(100), '100 %'],
    [formatLoss(100 / 3), '33.3 %'],
    [formatLoss(0.01), '0.1 %'],
    [formatLoss(99.99), '99.9 %'],
    [formatRatio(1.58 / 2.22), '0.71'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('say unknown, never a number, for what is none', () => {
    for (const format of [formatBitRate, formatBytes, formatMs, formatLoss, formatRatio]) {
      for (const value of [null, Number.NaN, Number.POSITIVE_INFINITY, -1]) expect(format(value)).toBe('unknown');
    }
    expect(formatLoss(101)).toBe('unknown');
  });

  it('keep two decimals and the right power for any rate', () => {
    fc.assert(
      fc.property(fc.double({ min: 1000, max: 9e17, noNaN: true }), (rate) => {
        const [, digits = '', prefix = ''] = /^(\d{1,3}\.\d\d) ([kMGTP])bit\/s$/.exec(formatBitRate(rate)) ?? [];
        const power = 'kMGTP'.indexOf(prefix) + 1;
        expect(Math.abs(Number(digits) * 1000 ** power - rate) / rate).toBeLessThan(0.006);
      }),
    );
  });
});
