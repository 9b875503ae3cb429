import { describe, expect, it } from 'vitest';
import type { Bandwidth } from './bandwidth.ts';
import { readFixture, readFixtures } from './fixtures/read-fixtures.ts';
import { parseIperf3 } from './iperf3.ts';

const gigabits = (value: unknown) => typeof value === 'number' && value > 5e9 && value < 5e10;

/** Three versions run on one link: what each case must hold whatever the rate was. */
const cases: Record<string, { seconds: number; streams: number; intervals: number } | RegExp> = {
  tcp: { seconds: 3, streams: 1, intervals: 3 },
  parallel: { seconds: 2, streams: 4, intervals: 2 },
  reverse: { seconds: 2, streams: 1, intervals: 2 },
  omit: { seconds: 2, streams: 1, intervals: 2 },
  udp: { seconds: 2, streams: 1, intervals: 2 },
  'server-lost': /^iperf3: the server has terminated$/,
  refused: /Connection refused|Bad file descriptor/,
  'no-route': /Network is unreachable|Bad file descriptor/,
};

describe('recorded output of iperf3', () => {
  const fixtures = readFixtures('iperf3');

  it('is there for 3.9, 3.12 and 3.18', () => {
    expect([...new Set(fixtures.map(({ version }) => version))].toSorted()).toEqual(['3.12', '3.18', '3.9']);
  });

  it.each(fixtures)('$file', ({ name, version, text }) => {
    const expected = cases[name];
    const result = parseIperf3(text);
    if (expected instanceof RegExp)
      return expect(result).toEqual({ ok: false, reason: expect.stringMatching(expected) });
    expect(result).toMatchObject({ ok: true, value: { tool: 'iperf3', version, streams: expected?.streams } });
    const { seconds, perSecond, bitsPerSecond, bytes, retransmits } = (result as { value: Bandwidth }).value;
    expect(Math.abs(seconds - (expected?.seconds ?? 0))).toBeLessThan(0.05);
    expect(perSecond).toHaveLength(expected?.intervals ?? -1);
    expect(Math.abs(bitsPerSecond / ((bytes * 8) / seconds) - 1)).toBeLessThan(0.03);
    if (name === 'udp') return expect(Math.abs(bitsPerSecond - 20e6)).toBeLessThan(0.5e6);
    expect([bitsPerSecond, ...perSecond].every(gigabits)).toBe(true);
    expect(retransmits).toBeGreaterThan(0);
  });

  it("takes the receiver's sum, not the sender's", () => {
    expect(parseIperf3(readFixture('iperf3-3.12-tcp'))).toEqual({
      ok: true,
      value: {
        tool: 'iperf3',
        version: '3.12',
        seconds: 3.001177,
        bytes: 5609095168,
        bitsPerSecond: 14951721056.105654,
        retransmits: 63935,
        streams: 1,
        perSecond: [13095945621.530521, 16551279437.0278, 15218231989.575972],
      },
    });
  });

  it('takes a lost server for a failure also where 3.9 says so on stderr alone', () => {
    const stdout = readFixture('iperf3-3.9-server-lost').replace(/iperf3: error.*/s, '');
    expect(parseIperf3(stdout)).toEqual({ ok: false, reason: expect.stringMatching(/broken off after 1\.\d+ of 5 s/) });
  });
});

describe('iperf3, unusual output', () => {
  const sum = { seconds: 10, bytes: 1000, bits_per_second: 800 };
  const parse = (end: unknown, more: object = {}) => parseIperf3(JSON.stringify({ end, ...more }));

  it("falls back to the sender's sum, and knows no version", () => {
    expect(parse({ sum_sent: { ...sum, retransmits: 0 } })).toMatchObject({
      ok: true,
      value: { version: null, bitsPerSecond: 800, retransmits: 0, streams: 1, perSecond: [] },
    });
    expect(parse({ sum_sent: sum })).not.toHaveProperty('value.retransmits');
  });

  it('leaves out slivers of intervals', () => {
    const intervals = [1, 1, 0.0007].map((seconds) => ({ sum: { seconds, bytes: 100, bits_per_second: 800 } }));
    expect(parse({ sum_received: sum }, { intervals })).toHaveProperty('value.perSecond', [800, 800]);
  });

  it('refuses an interval with a negative rate', () => {
    const intervals = [{ sum: { ...sum, bits_per_second: -800 } }];
    expect(parse({ sum_received: sum }, { intervals })).toEqual({
      ok: false,
      reason: expect.stringMatching(/interval/),
    });
  });

  it.each([
    ['a negative rate', { sum_received: { ...sum, bits_per_second: -1 } }, /rate of -1/],
    ['no rate (NaN becomes null)', { sum_received: { ...sum, bits_per_second: null } }, /end\.sum_received/],
    ['an absurd rate', { sum_received: { ...sum, bits_per_second: 1e300 } }, /rate of 1e\+300/],
    ['no byte', { sum_received: { ...sum, bytes: 0, bits_per_second: 0 } }, /no byte/],
    ['no time', { sum_received: { ...sum, seconds: 0 } }, /duration of 0/],
    ['figures that disagree', { sum_received: { ...sum, bits_per_second: 80 } }, /do not fit/],
    ['negative retransmits', { sum_received: sum, sum_sent: { ...sum, retransmits: -4 } }, /-4 retransmits/],
    ['no sum', {}, /without a result/],
  ])('refuses %s', (_, end, reason) => {
    expect(parse(end)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it.each([
    ['', /nothing/],
    ['{"end": {"sum_received": {"seconds": 1, "bits_per_second": -nan}}}', /not JSON/],
    ['[]', /lacks/],
    ['null', /lacks/],
    ['iperf3: error - control socket has closed unexpectedly\n', /control socket/],
    ['{"error": "\\u001b]0;x\\u0007the server is busy\\u202e"}', /^iperf3: the server is busy$/],
  ])('refuses %j', (text, reason) => {
    expect(parseIperf3(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});
