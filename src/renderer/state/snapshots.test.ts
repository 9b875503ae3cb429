import { beforeEach, expect, test, vi } from 'vitest';
import { emptySnapshot } from '../../shared/snapshot/snapshot.ts';
import { mirrorLab, useSnapshots } from './snapshots.ts';
import { watch } from './watch.ts';

const streams = vi.hoisted(() => [] as { seen: (news: unknown) => void; stopped: boolean }[]);
vi.mock('./connection.ts', () => ({}));
vi.mock('./watch.ts', () => ({
  watch: vi.fn((_open: unknown, seen: (news: unknown) => void) => {
    const stream = { seen, stopped: false };
    streams.push(stream);
    return () => {
      stream.stopped = true;
    };
  }),
}));

beforeEach(() => {
  streams.length = 0;
  vi.mocked(watch).mockClear();
});

const known = (lab: string) => useSnapshots.getState().byLab[lab];

test('a lab is mirrored once for all who look at it, and no longer than one of them does', () => {
  const [first, second] = [mirrorLab('a'), mirrorLab('a')];
  const other = mirrorLab('b');
  expect(streams).toHaveLength(2);
  first();
  expect(streams.map(({ stopped }) => stopped)).toEqual([false, false]);
  second();
  other();
  expect(streams.map(({ stopped }) => stopped)).toEqual([true, true]);
  mirrorLab('a')();
  expect(streams).toHaveLength(3);
});

test('what core tells is what is known: the whole first, then what changed; another lab is left alone', () => {
  const stop = [mirrorLab('c'), mirrorLab('d')];
  const stand = { step: 'etcd', node: 'n1', state: 'working', problems: [] };
  streams[0]?.seen({ whole: { ...emptySnapshot, stands: [stand] } });
  streams[1]?.seen({ whole: emptySnapshot });
  const before = known('d');
  streams[0]?.seen({ stands: { gone: [], put: [{ ...stand, state: 'done' }] }, takenBackAt: 'now' });
  expect(known('c')).toEqual({ ...emptySnapshot, stands: [{ ...stand, state: 'done' }], takenBackAt: 'now' });
  expect(known('d')).toBe(before);
  // Core was away and tells all again.
  streams[0]?.seen({ whole: emptySnapshot });
  expect(known('c')).toEqual(emptySnapshot);
  for (const end of stop) end();
  // What was seen once is not shown to who comes back later.
  expect([known('c'), known('d')]).toEqual([undefined, undefined]);
});
