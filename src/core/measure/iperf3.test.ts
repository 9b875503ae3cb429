import { describe, expect, it } from 'vitest';
import { readFixture } from './fixtures/read-fixtures.ts';
import { type Expected, testRecorded } from './fixtures/recorded-bandwidth.ts';
import { parseIperf3 } from './iperf3.ts';

const gigabits = (value: unknown) => typeof value === 'number' && value > 5e9 && value < 5e10;

/** Three versions run on one link: what each case must hold whatever the rate was. */
const cases: Record<string, Expected | RegExp> = {
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
  const versions = ['3.12', '3.18', '3.9'];
  testRecorded({ tool: 'iperf3', versions, cases, parse: parseIperf3 }, (value, name, text) => {
    const { seconds, perSecond, bitsPerSecond, bytes, retransmits } = value;
    expect(Math.abs(bitsPerSecond / ((bytes * 8) / seconds) - 1)).toBeLessThan(0.03);
    if (name === 'udp') {
      expect(retransmits).toBeUndefined();
      return expect(Math.abs(bitsPerSecond - 20e6)).toBeLessThan(0.5e6);
    }
    expect([bitsPerSecond, ...perSecond].every(gigabits)).toBe(true);
    const sender = text.split('\n').findLast((line) => line.trimEnd().endsWith('sender'));
    expect(retransmits).toBe(Number(sender?.trim().split(/\s+/).at(-2)));
  });

  it('takes what the receiver counted, and the retransmits of the sender', () => {
    expect(parseIperf3(readFixture('iperf3-3.12-tcp'), { expectedSeconds: 3 })).toEqual({
      ok: true,
      value: {
        tool: 'iperf3',
        seconds: 3,
        bytes: Math.round(7.15 * 1024 ** 3),
        bitsPerSecond: 20.5e9,
        retransmits: 552,
        streams: 1,
        perSecond: [25.5e9, 16.6e9, 19.3e9],
      },
    });
  });

  it('takes the lines over all streams, and leaves out what was to be omitted', () => {
    expect(parseIperf3(readFixture('iperf3-3.12-parallel'))).toMatchObject({
      value: { bitsPerSecond: 13.7e9, retransmits: 0, perSecond: [14.1e9, 13.4e9] },
    });
    expect(parseIperf3(readFixture('iperf3-3.12-omit'))).toMatchObject({ value: { perSecond: [13.5e9, 12.7e9] } });
  });

  it('takes a lost server for a failure also where it is said on stderr alone', () => {
    const stdout = readFixture('iperf3-3.9-server-lost').replace(/iperf3: error.*/s, '');
    expect(parseIperf3(stdout)).toEqual({ ok: false, reason: expect.stringMatching(/no byte arrived/) });
  });
});

describe('iperf3, unusual output', () => {
  const total = (line: string, more = '') =>
    parseIperf3(`${more}[  5]   0.00-10.00  sec  1.16 GBytes  1.00 Gbits/sec    3             sender\n${line}\n`);
  const received = (figures: string) => total(`[  5]   ${figures}                  receiver`);

  it('says so where a run ended early', () => {
    const text = '[  5]   0.00-1.40   sec  1.00 MBytes  6.00 Mbits/sec                  receiver\n';
    expect(parseIperf3(text, { expectedSeconds: 5 })).toEqual({ ok: false, reason: 'interrupted after 1.4 of 5 s' });
  });

  it('leaves out slivers of intervals', () => {
    const lines = [1, 2, 2.0007].map(
      (end, at, all) =>
        `[  5]   ${(all[at - 1] ?? 0).toFixed(4)}-${end.toFixed(4)}   sec   100 MBytes   840 Mbits/sec    0    365 KBytes\n`,
    );
    expect(
      total('[  5]   0.00-10.00  sec  1.16 GBytes  1.00 Gbits/sec                  receiver', lines.join('')),
    ).toHaveProperty('value.perSecond', [840e6, 840e6]);
  });

  it.each([
    ['a negative rate', '0.00-10.00  sec  1.16 GBytes  -1.0 Gbits/sec', /without a result/],
    ['no rate', '0.00-10.00  sec  1.16 GBytes  -nan bits/sec', /without a result/],
    ['an absurd rate', '0.00-10.00  sec  999999999999 TBytes  999999999999 Tbits/sec', /rate of/],
    ['no byte', '0.00-10.00  sec  0.00 Bytes  0.00 bits/sec', /no byte/],
    ['no time', '0.00-0.00   sec  1.16 GBytes  1.00 Gbits/sec', /duration of 0/],
    ['figures that disagree', '0.00-10.00  sec  1.16 GBytes  1.00 Mbits/sec', /do not fit/],
  ])('refuses %s', (_, figures, reason) => {
    expect(received(figures)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('refuses what only the sender counted', () => {
    expect(total('')).toEqual({ ok: false, reason: 'iperf3 ended without a result' });
  });

  it.each([
    ['', /nothing/],
    ['{"end": {}}', /not from iperf3/],
    ['iperf3: error - control socket has closed unexpectedly\n', /control socket/],
    ['iperf3: error - \u001b]0;x\u0007the server is busy\u202e', /^iperf3: the server is busy$/],
  ])('refuses %j', (text, reason) => {
    expect(parseIperf3(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
});
