import { expect, test } from 'vitest';
import { bandwidthOf, pingsOf } from '../run/figures.ts';
import type { TypedEntry } from './entry.ts';
import { inTime, measuredByHand, newest } from './measured.ts';

let count = 0;
const entry = (at: string, measurement?: TypedEntry['measurement']): TypedEntry => ({
  ...{ id: `id-${count++}`, at, ended: at, state: 'ended', node: 'node2', step: 'ping', command: 'x', text: '' },
  ...(measurement && { measurement }),
});
const rate = (path: 'native' | 'overlay', bitsPerSecond: number) => ({
  ...{ kind: 'bandwidth' as const, path, from: 'a', to: 'b', tool: 'iperf2' as const, seconds: 10, bytes: 1 },
  bitsPerSecond,
});
const ping = (from: string, to: string, received = 4) => ({
  ...{ kind: 'ping' as const, from, to, target: '10.0.0.2', sent: 4, received, lossPercent: 0 },
});
const run = (at: string, ...measurements: NonNullable<TypedEntry['measurement']>[]) => ({
  ...{ run: `run-${at}`, lab: 'lab', startedAt: at, measurements },
});

test('native and overlay that were typed one after the other are compared with each other', () => {
  const typed = measuredByHand('lab', [
    entry('1', rate('native', 100)),
    entry('2'),
    entry('3', rate('overlay', 40)),
    entry('4', rate('native', 80)),
    entry('5', rate('overlay', 60)),
  ]);
  expect(typed).toHaveLength(4);
  const { bandwidth, ping: none } = newest(typed);
  expect(bandwidthOf(bandwidth ?? { measurements: [] }).ratio).toBe(60 / 80);
  expect(bandwidth?.typed?.map(({ at }) => at)).toEqual(['4', '5']);
  expect(none).toBeUndefined();
});

test('not with what was typed before something was taken back, and not with a run’s', () => {
  const all = inTime([
    ...measuredByHand('lab', [entry('1', rate('native', 100)), entry('5', rate('overlay', 60))]),
    run('3', rate('native', 900), rate('overlay', 300)),
  ]);
  expect(newest(all, '2').bandwidth?.measurements).toMatchObject([{ path: 'overlay', bitsPerSecond: 60 }]);
  expect(newest(all.slice(0, 2), '2').bandwidth?.run).toBe('run-3');
});

test('of pings the newest of each pair', () => {
  const typed = measuredByHand('lab', [
    entry('1', ping('worker-1', 'worker-2', 0)),
    entry('2', ping('worker-2', 'worker-1')),
    entry('3', ping('worker-1', 'worker-2')),
  ]);
  const { ping: shown } = newest(typed);
  expect(pingsOf(shown ?? { measurements: [] }).map(({ from, received }) => [from, received])).toEqual([
    ['worker-1', 4],
    ['worker-2', 4],
  ]);
});
