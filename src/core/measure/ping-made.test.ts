import { describe, expect, it } from 'vitest';
import { parsePing } from './ping.ts';

/** Output that no version at hand prints: other locales, defects of old versions, damage. */
function output(change: { replies?: string; counts?: string; rtt?: string } = {}): string {
  const {
    replies = '64 bytes from 10.0.0.3: icmp_seq=1 ttl=64 time=0.4 ms',
    counts = '1 packets transmitted, 1 received, 0% packet loss, time 0ms',
    rtt = 'rtt min/avg/max/mdev = 0.4/0.4/0.4/0.000 ms',
  } = change;
  const head = 'PING 10.0.0.3 (10.0.0.3) 56(84) bytes of data.';
  return [head, replies, '', '--- 10.0.0.3 ping statistics ---', counts, rtt, ''].join('\n');
}
const rttOf = (text: string) => {
  const result = parsePing(text);
  return result.ok ? result.value.rttMs : result.reason;
};

describe('ping, unusual output', () => {
  it('reads decimal commas', () => {
    const text = output({
      replies: '64 bytes from 10.0.0.3: icmp_seq=1 ttl=64 time=0,4 ms',
      counts: '3 packets transmitted, 2 received, 33,3333% packet loss, time 0ms',
      rtt: 'rtt min/avg/max/mdev = 0,4/0,5/0,6/0,1 ms',
    });
    const value = { lossPercent: expect.closeTo(33.33, 1), replies: [{ seq: 1, timeMs: 0.4, ttl: 64 }] };
    expect(parsePing(text)).toMatchObject({ ok: true, value });
    expect(rttOf(text)).toEqual({ min: 0.4, avg: 0.5, max: 0.6, mdev: 0.1 });
  });

  it('refuses another language instead of guessing', () => {
    const text = output({ counts: '1 Pakete übertragen, 1 empfangen, 0% Paketverlust, Zeit 0ms' });
    expect(parsePing(text)).toEqual({ ok: false, reason: expect.stringContaining('counts not understood') });
    const heading = output().replace('ping statistics', 'Ping-Statistiken');
    expect(parsePing(heading)).toEqual({ ok: false, reason: expect.stringContaining('not in English') });
  });

  it('has no deviation where ping printed none that is a number', () => {
    expect(rttOf(output({ rtt: 'rtt min/avg/max/mdev = 0.4/0.4/0.4/-nan ms' }))).toMatchObject({ mdev: null });
    expect(rttOf(output({ rtt: 'round-trip min/avg/max/stddev = 0.4/0.4/0.4/nan ms' }))).toMatchObject({ mdev: null });
  });

  it.each([
    ['no numbers', { rtt: 'rtt min/avg/max/mdev = -nan/-nan/-nan/-nan ms' }, /not numbers/],
    ['negative times', { rtt: 'rtt min/avg/max/mdev = -0.1/0.4/0.4/0.0 ms' }, /not numbers/],
    ['times out of order', { rtt: 'rtt min/avg/max/mdev = 0.5/0.4/0.3/0.0 ms' }, /out of order/],
    ['an average below the least', { rtt: 'rtt min/avg/max/mdev = 0.5/0.4/0.6/0.0 ms' }, /out of order/],
    ['times of days', { rtt: 'rtt min/avg/max/mdev = 0.4/0.4/999999999/0.0 ms' }, /out of order/],
    ['times cut off in a number', { rtt: 'rtt min/avg/max/mdev = 0.4/0.4/0.4/0.12' }, /cut off/],
    ['no times', { rtt: '' }, /cut off/],
    ['no packet', { counts: '0 packets transmitted, 0 received, time 0ms', rtt: '' }, /no packet/],
    ['more replies than packets', { counts: '1 packets transmitted, 2 received, 0% packet loss' }, /2 replies to 1/],
    ['a loss that does not fit', { counts: '4 packets transmitted, 1 received, 0% packet loss' }, /does not fit/],
    [
      'forged packets',
      { counts: '1 packets transmitted, 2 received, -- somebody is printing forged packets!' },
      /counts/,
    ],
  ])('refuses %s', (_, change, reason) => {
    expect(parsePing(output(change))).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it('has no times without a reply, whatever a line claims', () => {
    const text = output({ replies: '', counts: '1 packets transmitted, 0 received, 100% packet loss, time 0ms' });
    expect(parsePing(text)).toMatchObject({ ok: true, value: { received: 0, lossPercent: 100 } });
    expect(parsePing(text)).not.toHaveProperty('value.rttMs');
  });

  it('does not turn `time<1 ms` into a time', () => {
    const text = output({ replies: '64 bytes from 10.0.0.3: icmp_seq=1 ttl=64 time<1 ms' });
    expect(parsePing(text)).toHaveProperty('value.replies', [{ seq: 1, timeMs: null, ttl: 64 }]);
  });

  it('sees through carriage returns, colours and names beside addresses', () => {
    const replies = [
      '\x1b[32m64 bytes from web-1 (10.0.0.3): icmp_seq=1 ttl=64 time=0.4 ms\x1b[0m',
      'From gateway (10.0.0.1) icmp_seq=2 Destination Net Unreachable',
    ].join('\n');
    const result = parsePing(output({ replies }).replaceAll('\n', '\r\n'));
    expect(result).toMatchObject({ ok: true, value: { replies: [{ seq: 1 }], unreachableFrom: '10.0.0.1' } });
  });

  it('leaves no control or bidi character in what it returns', () => {
    const text = output().replaceAll('10.0.0.3', 'w\x1b]0;owned\x07eb\u202e\x9b31m');
    expect(parsePing(text)).toHaveProperty('value.target', 'web');
    const reason = parsePing('ping: \x1b]52;c;AAAA\x07bad\u202e address\x85');
    expect(reason).toEqual({ ok: false, reason: 'ping: bad address' });
  });

  it('refuses the output of two pings', () => {
    expect(parsePing(output() + output())).toEqual({ ok: false, reason: expect.stringContaining('more than one') });
  });
});
