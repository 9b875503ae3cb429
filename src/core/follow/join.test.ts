import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytes, ethernet, ipv4, tcp, udp } from '../../shared/packet/fixtures/frames.ts';
import { path, pinged, point } from './fixtures/made-up-way.ts';
import { clockBetween, followedOf, joinPackets, lossOf, type Observed, tallyOf } from './join.ts';

const sought = { kind: 'ping', source: '10.0.0.2', target: '10.0.0.3', port: 47_000 } as const;
const nodeOf = (id: string) => id.split('/')[0] ?? '';
const join = (observed: Observed[]) => joinPackets(observed, sought, 4789);
const pointsOf = (observed: Observed[]) => observed.map((one) => one.point);
const data = (number: number) => [...new TextEncoder().encode(`overlay-lab 0001${String(number).padStart(8, '0')}`)];

it('finds one ping at all eight points, and says what was put around it: the 50 bytes', () => {
  const observed = pinged({ count: 1 });
  const joined = join(observed);
  expect(joined.map(({ direction, sights }) => [direction, sights.size])).toEqual([
    ['there', 8],
    ['back', 8],
  ]);
  const [there, back] = followedOf(joined, pointsOf(observed), { node: 'node2', by: 0 });
  expect(there?.hops.map(({ at }) => at)).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
  const wrapped = { is: 'wrapped', bytes: 50, parts: expect.arrayContaining([{ is: 'vxlan', bytes: 8 }]) };
  expect(there?.hops.map(({ changes }) => changes)).toEqual([
    ...[[], [], []],
    [wrapped],
    ...[[], [{ is: 'unwrapped', bytes: -50 }], [], []],
  ]);
  expect(back?.hops[0]?.point).toBe('node2/eth0');
  expect(there?.lost ?? back?.lost).toBeUndefined();
});

it.each(path.slice(1).map((id, at) => [path[at] ?? '', id, at] as const))(
  'locates what left %s and never reached %s, there and back',
  (after, before, last) => {
    const there = pinged({ lastThere: (number) => (number === 2 ? last : 7) });
    expect(tallyOf(join(there), 'there', pointsOf(there), [1, 2, 3])).toEqual({
      ...{ sent: 3, arrived: 2, lost: [{ after, before, sure: true, count: 1 }] },
    });
    const home = pinged({ lastBack: () => 6 - last });
    expect(tallyOf(join(home), 'back', pointsOf(home).reverse(), [1, 2, 3])).toMatchObject({
      ...{ sent: 3, arrived: 0, lost: [{ after: before, before: after, count: 3 }] },
    });
  },
);

it('says that it does not know where the next point missed some, and looks past one where nothing can be told', () => {
  const missed = pinged({ lastThere: () => 3, points: { 4: { missed: 5 } } });
  expect(tallyOf(join(missed), 'there', pointsOf(missed), [1, 2, 3]).lost).toMatchObject([{ sure: false, count: 3 }]);
  const way = [point(0), point(3, { encrypted: true }), point(4, { encrypted: true }), point(5)];
  expect(lossOf(new Map([['node1/eth0', 1]]), way)).toEqual({
    after: 'node1/eth0',
    before: 'node2/vxlan0',
    sure: true,
  });
  expect(lossOf(new Map(), way)).toEqual({ before: 'node1/eth0', sure: true });
});

it('corrects the far clock by the round trip, and keeps the order of the way', () => {
  const observed = pinged({ ahead: -3_600_000_000 });
  const joined = join(observed);
  const clock = clockBetween(joined, path, nodeOf);
  expect(clock).toEqual({ ahead: -3_600_000_000, within: 10 });
  const [there] = followedOf(joined, pointsOf(observed), { node: 'node2', by: clock?.ahead ?? 0 });
  expect(there?.hops.map(({ at }) => at)).toEqual([0, 10, 20, 30, 40, 50, 60, 70]);
  expect(clockBetween(join(pinged({ lastThere: () => 5 })), path, nodeOf)).toBeUndefined();
});

const caughtAt = (at: number, frames: (readonly number[])[]): Observed => ({
  point: point(at),
  packets: frames.map((frame, index) => ({ at: index, length: frame.length, bytes: bytes(frame) })),
});

it('knows datagrams by their numbers, with a source that was rewritten, and later pieces by the first', () => {
  const whole = udp(data(7));
  const frames = (from: string) => [
    ethernet(ipv4(17, whole.slice(0, 32), { from, id: 9, more: true })),
    ethernet(ipv4(17, whole.slice(32), { from, id: 9, offset: 32 })),
  ];
  const observed = [caughtAt(0, frames('10.0.0.2')), caughtAt(3, frames('192.168.236.130'))];
  const joined = joinPackets(observed, { ...sought, kind: 'udp' }, 4789);
  expect(joined.map(({ number, offset, sights }) => [number, offset, sights.size])).toEqual([
    [7, 0, 2],
    [7, 32, 2],
  ]);
  const [first] = followedOf(joined, pointsOf(observed), { node: 'node2', by: 0 });
  expect(first?.hops[1]?.changes).toEqual([{ is: 'source', from: '10.0.0.2', to: '192.168.236.130' }]);
});

it('counts segments of TCP as they are first seen, and what is sent again once', () => {
  const syn = ethernet(ipv4(6, tcp([], { seq: 1, flags: 2 })));
  const ack = ethernet(ipv4(6, tcp([], { seq: 2, ack: 9, flags: 16 })));
  const answer = ethernet(
    ipv4(6, tcp([], { from: 47_000, to: 47_001, seq: 8, ack: 2, flags: 18 }), { from: '10.0.0.3', to: '10.0.0.2' }),
  );
  const joined = joinPackets([caughtAt(0, [syn, syn, answer, ack])], { ...sought, kind: 'tcp' }, 4789);
  expect(joined.map(({ direction, number }) => [direction, number])).toEqual([
    ['there', 1],
    ['back', 1],
    ['there', 2],
  ]);
  expect(joined[0]?.sights.get('node1/eth0')?.again).toBe(1);
});

it('joins whatever bytes were caught without throwing', () => {
  const kinds = fc.constantFrom('ping' as const, 'udp' as const, 'tcp' as const);
  fc.assert(
    fc.property(kinds, fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 20 }), (kind, frames) => {
      const packets = frames.map((some) => ({ at: 1, length: some.length, bytes: some }));
      const joined = joinPackets([{ point: point(0), packets }], { ...sought, kind }, 4789);
      expect(joined.length).toBeLessThanOrEqual(frames.length);
    }),
  );
});
