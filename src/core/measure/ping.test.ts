import { describe, expect, it } from 'vitest';
import { readFixture, readFixtures } from './fixtures/read-fixtures.ts';
import { type PingSummary, parsePing } from './ping.ts';

const reply = (seq: number, timeMs: number | null) => ({ seq, timeMs, ttl: 64 });

/** What every tool and version must say of a case; counts that depend on the moment are left out. */
const cases: Record<string, Partial<PingSummary> | RegExp> = {
  ok: { target: '10.99.0.3', sent: 4, received: 4, lossPercent: 0 },
  one: { target: '10.99.0.3', sent: 1, received: 1, lossPercent: 0 },
  quiet: { sent: 3, received: 3, lossPercent: 0, replies: [] },
  small: { sent: 2, received: 2, lossPercent: 0 },
  ipv6: { target: '::1', sent: 2, received: 2, lossPercent: 0 },
  duplicates: { target: '10.99.0.255', lossPercent: 0, duplicates: expect.any(Number) },
  partial: { sent: 6 },
  silent: { sent: 2, received: 0, lossPercent: 100, replies: [] },
  unreachable: { target: '10.99.0.77', sent: 3, received: 0, lossPercent: 100 },
  errors: { sent: 4, received: 0, errors: 4, lossPercent: 100, unreachableFrom: '10.99.0.2' },
  'too-big': { sent: 2, received: 0, errors: 2, lossPercent: 100 },
  stamps: { sent: 2, received: 2, replies: [reply(1, 0.029), reply(2, 0.049)] },
  flood: { sent: 20, received: 20, lossPercent: 0, rttMs: { min: 0.004, avg: 0.005, max: 0.028, mdev: 0.005 } },
  'no-route': /Network is unreachable/,
  'unknown-host': /name resolution|unknown host|bad address/,
};

describe('recorded output of ping', () => {
  const fixtures = readFixtures('iputils', 'inetutils', 'busybox').filter(
    ({ name }) => !/^(ip|ifconfig)(-|$)/.test(name),
  );

  it('is there for three versions of each tool', () => {
    const versions = new Set(fixtures.map(({ tool, version }) => `${tool} ${version}`));
    expect(versions.size).toBe(9);
  });

  it.each(fixtures)('$file', ({ name, text }) => {
    const expected = cases[name];
    const result = parsePing(text);
    if (expected instanceof RegExp)
      return expect(result).toEqual({ ok: false, reason: expect.stringMatching(expected) });
    expect(expected).toBeDefined();
    expect(result).toMatchObject({ ok: true, value: expected });
  });

  it.each(fixtures.filter(({ name }) => /^(ok|one|ipv6|partial)$/.test(name)))(
    '$file: times agree',
    ({ tool, text }) => {
      const result = parsePing(text);
      const ping = result.ok ? result.value : undefined;
      const times = ping?.replies.map(({ timeMs }) => timeMs ?? Number.NaN) ?? [];
      expect(times).toHaveLength(ping?.received ?? -1);
      expect(ping?.rttMs?.min).toBe(Math.min(...times));
      expect(ping?.rttMs?.max).toBe(Math.max(...times));
      expect(ping?.rttMs?.avg).toBeCloseTo(times.reduce((sum, time) => sum + time, 0) / times.length, 2);
      expect(ping?.rttMs?.mdev === null).toBe(tool === 'busybox');
    },
  );

  it('tells who could not reach the target, also for inetutils', () => {
    expect(parsePing(readFixture('inetutils-2.4-unreachable'))).toMatchObject({
      value: { unreachableFrom: '10.99.0.2' },
    });
    expect(parsePing(readFixture('iputils-20240905-silent'))).not.toHaveProperty('value.unreachableFrom');
  });

  it('has no times where packets are too small to carry one', () => {
    for (const file of ['iputils-20240905-small', 'inetutils-2.6-small']) {
      const result = parsePing(readFixture(file));
      expect(result).toMatchObject({ ok: true, value: { received: 2 } });
      expect(result).not.toHaveProperty('value.rttMs');
      expect(result).toHaveProperty('value.replies.0.timeMs', null);
    }
  });
});
