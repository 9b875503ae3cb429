import { describe, expect, it } from 'vitest';
import { readFixture } from './fixtures/read-fixtures.ts';
import { type Expected, testRecorded } from './fixtures/recorded-bandwidth.ts';
import { parseIperf2 } from './iperf2.ts';

const cases: Record<string, Expected | RegExp> = {
  tcp: { seconds: 3 },
  intervals: { seconds: 3, intervals: 3 },
  parallel: { seconds: 2, streams: 4 },
  'parallel-intervals': { seconds: 2, streams: 2, intervals: 2 },
  csv: { seconds: 2 },
  'csv-intervals': { seconds: 2, intervals: 2 },
  'csv-parallel': { seconds: 2, streams: 2 },
  enhanced: { seconds: 2 },
  bits: { seconds: 1 },
  kbits: { seconds: 1 },
  mbits: { seconds: 1 },
  mbytes: { seconds: 1 },
  'adaptive-bytes': { seconds: 1 },
  window: { seconds: 1 },
  udp: { seconds: 2 },
  tradeoff: /no total over 2 streams/,
  refused: /Connection refused/,
  'no-route': /Network is unreachable/,
  'server-lost': /write failed/,
  'unknown-host': /name resolution|lookup failure/,
};

describe('recorded output of iperf 2', () => {
  const versions = ['2.0.14a', '2.1.8', '2.2.1'];
  testRecorded({ tool: 'iperf2', versions, cases, parse: parseIperf2 }, ({ bitsPerSecond, perSecond }, name) => {
    if (name === 'udp') return expect(bitsPerSecond).toBe(21e6);
    for (const rate of [bitsPerSecond, ...perSecond]) {
      expect(rate).toBeGreaterThan(5e9);
      expect(rate).toBeLessThan(5e10);
    }
  });

  it('adds the streams of CSV up where no sum is printed, as the sum of 2.2 does', () => {
    const old = parseIperf2(readFixture('iperf2-2.0.14a-csv-parallel'));
    expect(old).toMatchObject({ value: { bytes: 3922985020 + 3926655036, bitsPerSecond: 15688245498 + 15706400254 } });
    const modern = parseIperf2(readFixture('iperf2-2.2.1-csv-parallel'));
    expect(modern).toMatchObject({ value: { bytes: 6917718144, bitsPerSecond: 27606962457 } });
  });
});

describe('iperf 2, unusual output', () => {
  const line = (rate: string, amount = '1250 MBytes') =>
    `[  3] local 10.0.0.3 port 1 connected with 10.0.0.2 port 5001\n[  3]  0.0-10.0 sec  ${amount}  ${rate}\n`;

  it.each([
    ['1049 Mbits/sec', 1049e6],
    ['1,05 Gbits/sec', 1.05e9],
    ['1048576 Kbits/sec', 1048576e3],
    ['1048576000 bits/sec', 1048576000],
    ['125 MBytes/sec', 125 * 1024 ** 2 * 8],
  ])('reads %s', (rate, bitsPerSecond) => {
    expect(parseIperf2(line(rate))).toMatchObject({ ok: true, value: { bitsPerSecond, bytes: 1250 * 1024 ** 2 } });
  });

  it.each([
    ['-nan bits/sec', /no result/],
    ['inf bits/sec', /no result/],
    ['1049 Mbits/se', /no result/],
    ['0.00 bits/sec', /no byte/],
    ['1049 Gbits/sec', /do not fit/],
  ])('refuses %s', (rate, reason) => {
    expect(parseIperf2(line(rate))).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('refuses a run in which nothing was sent', () => {
    expect(parseIperf2(line('0.00 bits/sec', '0.00 Bytes'))).toEqual({
      ok: false,
      reason: expect.stringMatching(/no byte/),
    });
  });

  it('tells a run that ended early when it knows how long it was to last', () => {
    const text = line('1049 Mbits/sec');
    expect(parseIperf2(text, { expectedSeconds: 10 })).toMatchObject({ ok: true });
    expect(parseIperf2(text, { expectedSeconds: 20 })).toEqual({ ok: false, reason: 'interrupted after 10 of 20 s' });
  });

  it('refuses parallel streams without their sum', () => {
    const text = readFixture('iperf2-2.1.8-parallel');
    expect(parseIperf2(text.slice(0, text.indexOf('[SUM]')))).toEqual({
      ok: false,
      reason: expect.stringMatching(/4 streams/),
    });
  });

  it('takes what the server of UDP received, not what the client sent', () => {
    const text = readFixture('iperf2-2.0.14a-udp').replace(
      /5\.00 MBytes {2}21\.0 (?=Mbits\/sec {3}0)/,
      '4.00 MBytes  16.8 ',
    );
    expect(parseIperf2(text)).toMatchObject({ ok: true, value: { bitsPerSecond: 16.8e6, perSecond: [] } });
  });

  it('quotes failures without control characters', () => {
    const reason = parseIperf2('connect failed: \x1b[31mNo route to host\u202e\x07\n');
    expect(reason).toEqual({ ok: false, reason: 'iperf: connect failed: No route to host' });
  });
});
