import type { FollowPoint, FollowQuestion, FollowReport } from '../../shared/follow/report.ts';
import { dataPortOf, type Lab } from '../../shared/lab/lab.ts';
import { beside } from './beside.ts';
import type { Caught } from './catch-packets.ts';
import { clockBetween, followedOf, type Joined, joinPackets, numbersOf, type Observed, tallyOf } from './join.ts';
import { type End, isOnWay, pathOf, type Spot } from './points.ts';

export interface Made {
  lab: Lab;
  question: FollowQuestion;
  port: number;
  said: string;
  from: End & { worker: string };
  to: End & { worker: string };
  /** Of the sending end, and of the other. */
  spots: readonly (readonly Spot[])[];
  caught: readonly ReadonlyMap<string, Caught>[];
}

/** What was caught, joined to one timeline a packet. Pure. */
export function makeReport({ lab, question, port, said, from, to, spots, caught }: Made): {
  report: FollowReport;
  joined: Joined[];
  observed: Observed[];
} {
  const observed = spots.flatMap((list, end) =>
    list.map((spot) => observedAt(spot, caught[end]?.get(spot.catch.name))),
  );
  const path = pathOf(spots[0] ?? [], spots[1] ?? []);
  const pointsOf = (ids: readonly string[]): FollowPoint[] =>
    ids.flatMap((id) => observed.find(({ point }) => point.id === id)?.point ?? []);
  const way = pointsOf(path);
  const back = [...way].reverse();
  const sought = { kind: question.kind, source: from.address, target: to.address, port };
  const vxlanPort = dataPortOf(lab);
  const joined = joinPackets(observed, sought, vxlanPort);
  const clock = clockBetween(joined, path, (id) => way.find((point) => point.id === id)?.node ?? '');
  const arrived = (number: number) =>
    joined.some((one) => one.direction === 'there' && one.number === number && one.sights.has(path.at(-1) ?? ''));
  const numbers = numbersOf(question);
  const report: FollowReport = {
    ...{ lab: lab.name, at: new Date().toISOString(), track: lab.track, question, path },
    ends: { from: endOf(from), to: endOf(to) },
    points: observed.map(({ point }) => point),
    there: tallyOf(joined, 'there', way, numbers),
    back: tallyOf(joined, 'back', back, numbers?.filter(arrived)),
    packets: followedOf(joined, way, { node: to.node, by: clock?.ahead ?? firstArrival(joined, way, to.node) }),
    strays: observed
      .filter(({ point }) => !isOnWay(point))
      .flatMap(({ point }) => {
        const count = joined.filter(({ sights }) => sights.has(point.id)).length;
        return count > 0 ? [{ point: point.id, count }] : [];
      }),
    ...beside(observed, path, sought, [from.machine, to.machine], vxlanPort),
    ...(clock && { clock }),
    said,
  };
  return { report, joined, observed };
}

const endOf = ({ node, worker, address }: End & { worker: string }) => ({ node, worker, address });

function observedAt({ id, node, device, place, encrypted }: Spot, caught: Caught | undefined): Observed {
  const { by, packets = [], missed = 0, cut = false, why } = caught ?? {};
  const found = { caught: packets.length, missed, cut, encrypted };
  const told = { ...(by && { by }), ...(why && { why }) };
  return { point: { id, node, device, place, ...found, ...told }, packets };
}

/** Where nothing came back nobody can compare the clocks: the first packet is taken to be there at once. */
function firstArrival(joined: readonly Joined[], way: readonly FollowPoint[], far: string): number {
  for (const { direction, sights } of joined) {
    if (direction !== 'there') continue;
    const seen = way.flatMap(({ id, node }) => {
      const sight = sights.get(id);
      return sight ? [{ node, at: sight.at }] : [];
    });
    const at = seen.findIndex(({ node }) => node === far);
    const [before, after] = [seen[at - 1], seen[at]];
    if (before && after) return after.at - before.at;
  }
  return 0;
}
