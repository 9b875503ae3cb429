import type { Direction, Followed, FollowPoint, FollowQuestion, Hop, Loss, Tally } from '../../shared/follow/report.ts';
import { type Decoded, decodeFrame } from '../../shared/packet/decode.ts';
import type { Captured } from '../../shared/packet/pcap.ts';
import { type Clock, clockOf, type RoundTrip } from './clocks.ts';
import { hopChanges } from './hop-changes.ts';
import { type Identity, identifierOf, keyOf, type Sought } from './identify.ts';

/** A point, with all that was caught there. */
export interface Observed {
  point: FollowPoint;
  packets: readonly Captured[];
}

/** A packet at a point. */
export interface Sight {
  point: string;
  /** Its place among those that were caught there. */
  index: number;
  at: number;
  length: number;
  decoded: Decoded;
  again: number;
}

/** One packet at all the points that saw it. */
export interface Joined extends Identity {
  sights: Map<string, Sight>;
}

/** Finds each packet at each point. What is seen again at a point counts once. */
export function joinPackets(observed: readonly Observed[], sought: Sought, vxlanPort: number): Joined[] {
  const identifier = identifierOf(sought);
  const decoded = observed.map(({ packets }) => packets.map(({ bytes }) => decodeFrame(bytes, { vxlanPort })));
  for (const list of decoded) for (const one of list) identifier.learn(one);
  const joined = new Map<string, Joined>();
  for (const [place, { point, packets }] of observed.entries())
    for (const [index, { at, length }] of packets.entries()) {
      const read = decoded[place]?.[index];
      const identity = read && identifier.identify(read);
      if (!read || !identity) continue;
      const key = keyOf(identity);
      const one = joined.get(key) ?? { ...identity, sights: new Map<string, Sight>() };
      const before = one.sights.get(point.id);
      if (before) before.again += 1;
      else one.sights.set(point.id, { point: point.id, index, at, length, decoded: read, again: 0 });
      joined.set(key, one);
    }
  return [...joined.values()].sort((one, other) => one.number - other.number || one.offset - other.offset);
}

/** How far the far node's clock is ahead, from packets whose answers came back past the same points. */
export function clockBetween(
  joined: readonly Joined[],
  path: readonly string[],
  nodes: (id: string) => string,
): Clock | undefined {
  const from = nodes(path[0] ?? '');
  const near = path.filter((id) => nodes(id) === from).reverse();
  const far = path.filter((id) => nodes(id) !== from);
  const backs = new Map(
    joined.filter(({ direction }) => direction === 'back').map((one) => [`${one.number} ${one.offset}`, one]),
  );
  const trips = joined.flatMap((there): RoundTrip[] => {
    const back = there.direction === 'there' ? backs.get(`${there.number} ${there.offset}`) : undefined;
    const here = near.find((id) => there.sights.has(id) && back?.sights.has(id)) ?? '';
    const yonder = far.find((id) => there.sights.has(id) && back?.sights.has(id)) ?? '';
    const times = [there.sights.get(here), there.sights.get(yonder), back?.sights.get(yonder), back?.sights.get(here)];
    const [left, reached, answered, returned] = times.map((sight) => sight?.at);
    if (left === undefined || reached === undefined || answered === undefined || returned === undefined) return [];
    return [{ left, reached, answered, returned }];
  });
  return clockOf(trips);
}

const canTell = ({ by, encrypted }: FollowPoint): boolean => by !== undefined && !encrypted;

/** Where a packet was lost on a path: after the last point that saw it, before the next one that could have. */
export function lossOf(sights: ReadonlyMap<string, unknown>, path: readonly FollowPoint[]): Loss | undefined {
  const last = path.findLastIndex(({ id }) => sights.has(id));
  const next = path.slice(last + 1).find(canTell);
  if (!next) return undefined;
  const after = path[last]?.id;
  return { ...(after !== undefined && { after }), before: next.id, sure: next.missed === 0 && !next.cut };
}

/** How many were sent, how many arrived, and where the others were lost, the place of most first. */
export function tallyOf(
  joined: readonly Joined[],
  direction: Direction,
  path: readonly FollowPoint[],
  numbers: readonly number[] | undefined,
): Tally {
  const ours = new Map<number, Joined[]>();
  for (const one of joined.filter((each) => each.direction === direction))
    ours.set(one.number, [...(ours.get(one.number) ?? []), one]);
  const lost = new Map<string, Loss & { count: number }>();
  const all = numbers ?? [...ours.keys()];
  let arrived = 0;
  for (const number of all) {
    const pieces = ours.get(number) ?? [{ sights: new Map() }];
    const losses = pieces.flatMap(({ sights }) => lossOf(sights, path) ?? []);
    const [loss] = losses;
    if (!loss) {
      arrived += 1;
      continue;
    }
    const key = `${loss.after} ${loss.before}`;
    lost.set(key, { ...loss, count: (lost.get(key)?.count ?? 0) + 1 });
  }
  return { sent: all.length, arrived, lost: [...lost.values()].sort((one, other) => other.count - one.count) };
}

const mostWhole = 10;
const mostLost = 10;

/** The first packets, and the first of those that were lost, hop by hop. */
export function followedOf(
  joined: readonly Joined[],
  path: readonly FollowPoint[],
  ahead: { node: string; by: number },
): Followed[] {
  const back = [...path].reverse();
  const all = joined.map((one): Followed & { sights: Map<string, Sight> } => {
    const way = one.direction === 'there' ? path : back;
    const lost = lossOf(one.sights, way);
    return {
      direction: one.direction,
      number: one.number,
      offset: one.offset,
      hops: [],
      ...(lost && { lost }),
      sights: one.sights,
    };
  });
  const whole = all.filter(({ lost }) => !lost).slice(0, 2 * mostWhole);
  const lost = all.filter((one) => one.lost).slice(0, 2 * mostLost);
  return all
    .filter((one) => whole.includes(one) || lost.includes(one))
    .map(({ sights, ...one }) => ({ ...one, hops: hopsOf(sights, one.direction === 'there' ? path : back, ahead) }));
}

function hopsOf(
  sights: ReadonlyMap<string, Sight>,
  way: readonly FollowPoint[],
  ahead: { node: string; by: number },
): Hop[] {
  const seen = way.flatMap((point) => {
    const sight = sights.get(point.id);
    return sight ? [{ point, sight, at: sight.at - (point.node === ahead.node ? ahead.by : 0) }] : [];
  });
  return seen.map(({ point, sight, at }, index): Hop => {
    const before = seen[index - 1]?.sight;
    const { length, decoded, again } = sight;
    const was = before && { length: before.length, layers: before.decoded.layers };
    return {
      ...{ point: point.id, at: Math.round(at - (seen[0]?.at ?? at)), length, layers: decoded.layers, again },
      changes: was ? hopChanges(was, { length, layers: decoded.layers }) : [],
    };
  });
}

/** The numbers that were sent; undefined where only what was seen tells. */
export const numbersOf = ({ kind, count }: FollowQuestion): number[] | undefined =>
  kind === 'tcp' ? undefined : Array.from({ length: count }, (_, at) => at + 1);
