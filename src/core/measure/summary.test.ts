import { describe, expect, it } from 'vitest';
import type { Bandwidth } from './bandwidth.ts';
import { failed, parsed } from './parsed.ts';
import type { PingSummary } from './ping.ts';
import { summarise } from './summary.ts';
import { summaryTable } from './summary-table.ts';

const run = (bitsPerSecond: number) =>
  parsed<Bandwidth>({ tool: 'iperf3', version: null, seconds: 10, bytes: 1, bitsPerSecond, streams: 1, perSecond: [] });
const ping = (more: Partial<PingSummary> = {}) =>
  parsed<PingSummary>({ target: '10.0.0.3', sent: 4, received: 4, lossPercent: 0, replies: [], ...more });
const rttMs = { min: 0.444, avg: 0.551, max: 0.735, mdev: 0.122 };

describe('summarise', () => {
  it('takes the median of several runs, whatever their order', () => {
    const { nativeBitsPerSecond, overlayBitsPerSecond, ratio } = summarise(
      [],
      [run(9), run(100), run(10)],
      [run(8), run(2)],
    );
    expect(nativeBitsPerSecond).toEqual({ value: 10, reason: null, runs: 3, failures: [] });
    expect(overlayBitsPerSecond).toMatchObject({ value: 5 });
    expect(ratio).toEqual({ value: 0.5, reason: null });
  });

  it('hides no failed run', () => {
    const { overlayBitsPerSecond } = summarise([], [], [failed('refused'), run(4)]);
    expect(overlayBitsPerSecond).toEqual({ value: 4, reason: null, runs: 2, failures: ['refused'] });
  });

  it.each([
    ['native: refused', [failed('refused')], [run(1)]],
    ['overlay: refused', [run(1)], [failed('refused')]],
    ['native: not measured', [], [run(1)]],
    ['overlay: not measured', [run(1)], []],
    ['native: a rate of 0', [run(0)], [run(1)]],
  ])('has no ratio but a reason: %s', (reason, native, overlay) => {
    expect(summarise([], native, overlay).ratio).toEqual({ value: null, reason });
  });

  it('keeps what ping did not tell apart from 0', () => {
    const results = [ping({ rttMs }), ping({ received: 0, lossPercent: 100 }), ping(), failed('cut off')];
    const rows = summarise(
      results.map((result) => ({ from: 'a', to: 'b', result })),
      [],
      [],
    ).pings;
    expect(rows[0]).toMatchObject({
      from: 'a',
      to: 'b',
      sent: { value: 4 },
      lossPercent: { value: 0 },
      mdevMs: { value: 0.122 },
    });
    expect(rows[1]).toMatchObject({ lossPercent: { value: 100 }, avgMs: { value: null, reason: 'no reply' } });
    expect(rows[2]).toMatchObject({ avgMs: { value: null, reason: 'ping printed no times' } });
    expect(rows[3]).toMatchObject({
      sent: { value: null, reason: 'cut off' },
      lossPercent: { value: null, reason: 'cut off' },
    });
    const busybox = [{ from: 'a', to: 'b', result: ping({ rttMs: { ...rttMs, mdev: null } }) }];
    expect(summarise(busybox, [], []).pings[0]?.mdevMs).toEqual({
      value: null,
      reason: 'this ping prints no deviation',
    });
  });
});

describe('summaryTable', () => {
  it("stands beside the tutorial's figures", () => {
    const pings = [{ from: 'worker-1', to: 'worker-2', result: ping({ rttMs }) }];
    expect(summaryTable(summarise(pings, [run(15.6e9)], [failed('no route')]))).toEqual([
      { quantity: 'ping worker-1 → worker-2: loss', measured: '0 %', tutorial: '0 %' },
      { quantity: 'ping worker-1 → worker-2: rtt min', measured: '0.444 ms', tutorial: '0.444 ms' },
      { quantity: 'ping worker-1 → worker-2: rtt avg', measured: '0.551 ms', tutorial: '0.551 ms' },
      { quantity: 'ping worker-1 → worker-2: rtt max', measured: '0.735 ms', tutorial: '0.735 ms' },
      { quantity: 'ping worker-1 → worker-2: rtt mdev', measured: '0.122 ms', tutorial: '0.122 ms' },
      { quantity: 'bandwidth native', measured: '15.60 Gbit/s', tutorial: '2.22 Gbit/s' },
      { quantity: 'bandwidth overlay', measured: 'unknown: no route', tutorial: '1.58 Gbit/s' },
      { quantity: 'overlay / native', measured: 'unknown: overlay: no route', tutorial: '0.71' },
    ]);
  });
});
