import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import { bandwidthTable } from './bandwidth-table.ts';
import { figuresOf } from './figures.ts';
import { exampleBodies, recorded } from './fixtures/example-run.ts';
import { pingTable, worstFirst } from './ping-table.ts';

const figures = (bodies: EventBody[]) => {
  const view = viewOf(recorded(bodies));
  if (!view) throw new Error('no events');
  return figuresOf(view);
};
const run: EventBody = {
  type: 'run',
  command: 'run',
  nodes: ['node1'],
  tasks: [
    { step: 'ping', node: 'node1', title: 'Ping' },
    { step: 'iperf-native', title: 'Native' },
  ],
};

describe('figures', () => {
  it('are those that were measured', () => {
    const good = figures(exampleBodies());
    expect(bandwidthTable(good).rows).toEqual([
      ['native', '15.60 Gbit/s', '2.22 Gbit/s'],
      ['overlay', '11.20 Gbit/s', '1.58 Gbit/s'],
      ['overlay / native', '0.72', '0.71'],
    ]);
    expect(pingTable(good).rows[0]).toEqual(['worker-1', 'worker-2', '4', '0 %', '0.081', '0.112', '0.154', '0.021']);
  });

  it('are unknown with the reason of their step', () => {
    const error = { code: 'time-out' as const, message: 'too late' };
    const bad = figures([
      run,
      { type: 'task', step: 'ping', node: 'node1', state: 'blocked' },
      { type: 'task', step: 'iperf-native', state: 'failed', error },
    ]);
    expect(bandwidthTable(bad).rows.map((row) => row[1])).toEqual([
      'unknown (too late)',
      'unknown (not part of this run)',
      'unknown (native: too late)',
    ]);
    expect(pingTable(bad).rows[0]?.slice(2)).toEqual(['unknown (blocked: what it needs is missing)']);
  });

  it('say that nothing came back, and put the worst pair first', () => {
    const ping = (to: string, received: number): EventBody => ({
      type: 'measurement',
      step: 'ping',
      measurement: {
        kind: 'ping',
        from: 'worker-1',
        to,
        target: '10.0.0.3',
        sent: 4,
        received,
        lossPercent: 100 - 25 * received,
        ...(received > 0 && { rttMs: { min: 1, avg: 2, max: 3 } }),
      },
    });
    const some = figures([run, ping('worker-2', 4), ping('worker-3', 0), ping('worker-4', 3)]);
    expect(pingTable(some).rows[0]?.at(-1)).toBe('unknown (this ping prints no deviation)');
    const worst = worstFirst(some.pings);
    expect(worst.map((one) => one.to)).toEqual(['worker-3', 'worker-4', 'worker-2']);
    expect(pingTable({ ...some, pings: worst }).rows[0]?.slice(2, 6)).toEqual([
      '4',
      '100 %',
      'unknown (no reply)',
      'unknown',
    ]);
  });

  it.each([
    ['native: a rate of 0', [0, 1]],
    ['overlay: not part of this run', [1]],
    ['native: not measured', []],
  ] as const)('have no ratio but a reason: %s', (reason, [native, overlay]) => {
    const rate = (path: 'native' | 'overlay', bitsPerSecond: number): EventBody => ({
      ...{ type: 'measurement', step: 'iperf-native' },
      measurement: {
        ...{ kind: 'bandwidth', path, from: 'a', to: 'b', tool: 'iperf3' },
        ...{ seconds: 10, bitsPerSecond, bytes: 1 },
      },
    });
    const measured = [
      ...(native === undefined ? [] : [rate('native', native)]),
      ...(overlay === undefined ? [] : [rate('overlay', overlay)]),
    ];
    const ended: EventBody = { type: 'task', step: 'iperf-native', state: 'done' };
    expect(figures([run, ...measured, ended]).ratio).toEqual({ value: null, reason });
  });

  it('tell a ping that printed no times from one without a reply', () => {
    const measurement = { kind: 'ping' as const, from: 'a', to: 'b', target: 'c', sent: 4, lossPercent: 0 };
    const pings = [4, 0].map(
      (received): EventBody => ({ type: 'measurement', step: 'ping', measurement: { ...measurement, received } }),
    );
    expect(figures([run, ...pings]).pings.map(({ avgMs }) => avgMs.reason)).toEqual([
      'ping printed no times',
      'no reply',
    ]);
  });
});
