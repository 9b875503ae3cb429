import { spawnSync } from 'node:child_process';
import { followLab } from '../../../src/core/follow/follow-lab.ts';
import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { asRoot } from '../../../src/core/practice/elevate.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import type { FollowQuestion, FollowReport } from '../../../src/shared/follow/report.ts';
import type { TrackId } from '../../../src/shared/tracks/tracks.ts';
import { inNode, tryInNode } from '../../support/nodes/practice.ts';
import { namesOf } from '../../support/nodes/run-lab.ts';
import { builtFor } from '../diagnosed/diagnose-trial.ts';
import type { Outcome } from '../results.ts';
import { type Drop, dropsOf } from './drops.ts';

export const followedTracks = ['etcd', 'swarm', 'vxlan', 'routed', 'ovs'] as const;
export const followedName = (track: TrackId): string => `follow ${track}`;

const usual: FollowQuestion = {
  ...{ from: 'worker-1', to: 'worker-2', kind: 'ping', size: 56, df: false, count: 3, rate: 10 },
};

export async function follow(loaded: LoadedLab, question: Partial<FollowQuestion> = {}): Promise<FollowReport> {
  const how = { prompts: noPrompts, signal: AbortSignal.timeout(120_000), question: { ...usual, ...question } };
  return (await followLab({ ...loaded, ownFiles: true }, how)).report;
}

/** What there is of a report in one line, for a failure. */
export const inShort = ({ there, back, points, told, unanswered, said }: FollowReport): string =>
  JSON.stringify({
    there,
    back,
    caught: points.map(({ id, caught, missed }) => [id, caught, missed]),
    told,
    unanswered,
    said,
  });

/** Nothing is left on the nodes: no program that catches, sends or answers. */
export async function leftOn(loaded: LoadedLab): Promise<string[]> {
  const left = await Promise.all(
    namesOf(loaded).map((node) => tryInNode(loaded.lab.name, node, 'pgrep -a "^(tcpdump|timeout|perl|ping)$"; :')),
  );
  return left.flatMap(({ stdout }) =>
    stdout.split('\n').filter((line) => line.includes('overlay-lab-follow') || /^\d+ (tcpdump|ping)/.test(line)),
  );
}

/** On a lab of this track: none lost where none is, at 10,000 packets a second too, and a drop at each hop located to that hop. */
export async function tryFollowed(track: TrackId): Promise<Outcome[]> {
  const loaded = await builtFor(track);
  const name = followedName(track);
  const outcome = (what: string, problems: readonly string[], detail = ''): Outcome => ({
    ...{ name: `${name}: ${what}`, verdict: problems.length === 0 ? 'passed' : 'failed' },
    detail: [...problems, detail].filter(Boolean).join(' | '),
  });
  const well = await follow(loaded);
  const outcomes = [outcome('all points', lossesIn(well), `${well.path.length} points: ${well.path.join(' ')}`)];
  for (const kind of ['udp', 'tcp'] as const)
    outcomes.push(outcome(kind, lossesIn(await follow(loaded, { kind })), ''));
  const fast = await follow(loaded, { kind: 'udp', count: 10_000, rate: 10_000 });
  outcomes.push(
    outcome('10,000 packets a second', lossesIn(fast), `${fast.there.arrived} arrived, ${fast.back.arrived} came back`),
  );
  await keepNeighbours(loaded);
  for (const drop of dropsOf(well, loaded.lab.network.name)) outcomes.push(await tryDrop(loaded, drop, name));
  outcomes.push(outcome('nothing left', await leftOn(loaded)));
  return outcomes;
}

/** What was told of a loss where there is none, or of a point that did not see the packet. */
export function lossesIn(report: FollowReport): string[] {
  const { there, back, packets, path } = report;
  const isWhole = there.sent > 0 && there.lost.length === 0 && back.lost.length === 0 && back.arrived > 0;
  const blind = packets.filter(({ hops }) => hops.length !== path.length);
  return isWhole && blind.length === 0 ? [] : [inShort(report)];
}

/** Who sends must not stop at asking for an address: then no packet would be on its way. */
async function keepNeighbours(loaded: LoadedLab): Promise<void> {
  const keep = `ip -4 neigh show | while read -r a d v l m s; do [ "$l" = lladdr ] && $in ip neigh replace "$a" lladdr "$m" nud permanent dev "$v"; done; :`;
  for (const [index, node] of namesOf(loaded).entries()) {
    const within = `nsenter --net=/proc/$(docker inspect -f '{{.State.Pid}}' worker-${index + 1})/ns/net`;
    await inNode(loaded.lab.name, node, `in=; ${keep}\nin="${within}"; $in ${keep}`);
  }
}

async function tryDrop(loaded: LoadedLab, drop: Drop, of: string): Promise<Outcome> {
  const wanted = { after: drop.after?.id, before: drop.before.id };
  const name = `${of}: after ${wanted.after ?? 'nothing'}, before ${wanted.before}`;
  await shell(loaded, drop.at, drop.inject);
  try {
    const report = await follow(loaded);
    const [first, ...others] = report.there.lost;
    const isRight =
      first?.after === wanted.after && first?.before === wanted.before && first.sure && others.length === 0;
    return { name, verdict: isRight ? 'passed' : 'failed', detail: isRight ? '' : inShort(report) };
  } catch (error) {
    return { name, verdict: 'failed', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    await shell(loaded, drop.at, drop.heal);
  }
}

/** In a node, or in what connects the nodes. */
async function shell({ lab }: LoadedLab, at: string, source: string): Promise<void> {
  if (at !== 'switch') return void (await inNode(lab.name, at, source));
  const words = ['nsenter', `--net=/run/netns/overlay-lab-${lab.name}-switch`, 'sh', '-c', source];
  const [program = '', ...rest] = asRoot(words, true);
  const { status, stderr } = spawnSync(program, rest, { encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) throw new Error(`switch: status ${status} of: ${source}\n${stderr}`);
}
