import { setTimeout as wait } from 'node:timers/promises';
import { LabPictures } from '../../../src/core/app/pictures/lab-pictures.ts';
import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import { NodeSessions } from '../../../src/core/runs/node-sessions.ts';
import { watchLab } from '../../../src/core/watch/watch-lab.ts';
import type { Picture } from '../../../src/shared/picture/picture.ts';
import { pictureOf } from '../../../src/shared/picture/picture-of.ts';
import type { TrackId } from '../../../src/shared/tracks/tracks.ts';
import { inNode } from '../../support/nodes/practice.ts';
import { namesOf } from '../../support/nodes/run-lab.ts';
import { builtFor } from '../diagnosed/diagnose-trial.ts';
import type { Outcome } from '../results.ts';
import type { Aspect } from './aspect.ts';
import { aspectsOf, type PictureChange, pictureChanges } from './picture-changes.ts';

export const pictureName = (track: TrackId): string => `picture ${track}`;

/** What nothing announces is found by a look each 15 s. */
const patienceMs = 30_000;

/** A lab of this track, its picture as a window has it, and changes that nobody tells the app of. */
export async function tryPictured(track: TrackId): Promise<Outcome[]> {
  const loaded = await builtFor(track);
  const over = new AbortController();
  const now = follow(loaded, over.signal);
  try {
    const whole = await allOf(loaded, track, now);
    const outcomes = [{ ...whole, name: `${pictureName(track)}: all of it` }];
    for (const change of pictureChanges(track)) outcomes.push(await tryChange(loaded, track, change, now));
    outcomes.push({ ...(await tryFlow(loaded, track, now)), name: `${pictureName(track)}: what flows` });
    return outcomes;
  } finally {
    over.abort();
  }
}

/** So much is sent from worker to worker, in bits a second. */
const sentBits = 20_000_000;

/** Traffic between workers is on the picture at each link on its way, as much as it is, and is gone when it is over. */
async function tryFlow(loaded: LoadedLab, track: TrackId, now: () => Picture | undefined): Promise<Outcome> {
  const { name: lab } = loaded.lab;
  const kinds = ['nic', 'end', ...(track === 'ovs' || track === 'routed' ? [] : (['vtep'] as const))];
  const shown = () => {
    const flows = now()?.things.filter(({ flow, kind }) => flow && kinds.includes(kind)) ?? [];
    return flows.map(({ node, kind, flow }) => ({ node, kind, bits: Math.max(flow?.received ?? 0, flow?.sent ?? 0) }));
  };
  const isNear = ({ bits }: { bits: number }) => bits > 0.8 * sentBits && bits < 1.3 * sentBits;
  const until = async (holds: () => boolean) => {
    const end = performance.now() + patienceMs;
    while (!holds() && performance.now() < end) await wait(100);
    return holds();
  };
  const target = (await inNode(lab, 'node1', "docker exec worker-1 ip -4 -o addr show eth0 | awk '{print $4}'")).split(
    '/',
  );
  await inNode(lab, 'node1', 'docker exec -d worker-1 iperf3 -s -1');
  await inNode(lab, 'node2', `docker exec -d worker-2 sh -c 'sleep 1; iperf3 -c ${target[0]} -b ${sentBits} -t 45'`);
  const isShown = await until(() => shown().filter(isNear).length === 2 * kinds.length);
  const seen = JSON.stringify(shown());
  await inNode(lab, 'node2', "docker exec worker-2 sh -c 'kill $(pidof iperf3)'");
  const isOver = await until(() => shown().length === 0);
  if (isShown && isOver) return { name: '', verdict: 'passed', detail: seen };
  return { name: '', verdict: 'failed', detail: `${seen}; when it was over: ${JSON.stringify(shown())}` };
}

/** What the app does while a window shows the picture; gives what it shows now. */
function follow(loaded: LoadedLab, signal: AbortSignal): () => Picture | undefined {
  const lab = { ...loaded, ownFiles: true };
  const sessions = new NodeSessions();
  const pictures = new LabPictures({ sessions, steps: () => [], isSecret: () => false });
  let picture: Picture | undefined;
  const show = async () => {
    for await (const { facts } of pictures.news('lab', lab, { signal })) if (facts) picture = pictureOf(facts);
  };
  void show();
  void watchLab(lab, {
    prompts: noPrompts,
    tell: (news) => void ('node' in news && pictures.of('lab')?.heard(news.node)),
    signal,
  });
  signal.addEventListener('abort', () => {
    pictures.close();
    void sessions.closeAll();
  });
  return () => picture;
}

interface Compared {
  told: string[];
  shown: string[];
}

async function compare(
  loaded: LoadedLab,
  node: string,
  aspect: Aspect,
  picture: Picture | undefined,
): Promise<Compared> {
  const told = await aspect.told(loaded.lab.name, node, loaded.lab.network.name);
  return { told, shown: picture ? aspect.shown(picture, node) : [] };
}

const isSame = ({ told, shown }: Compared) => JSON.stringify(told) === JSON.stringify(shown);

async function allOf(loaded: LoadedLab, track: TrackId, now: () => Picture | undefined): Promise<Outcome> {
  for (const late = performance.now() + 2 * patienceMs; !now() && performance.now() < late; ) await wait(200);
  const end = performance.now() + patienceMs;
  for (;;) {
    const compared: Compared[] = [];
    for (const node of namesOf(loaded))
      for (const aspect of aspectsOf(track)) compared.push(await compare(loaded, node, aspect, now()));
    const wrong = compared.filter((one) => !isSame(one));
    const lines = compared.reduce((count, { told }) => count + told.length, 0);
    if (wrong.length === 0)
      return { name: '', verdict: 'passed', detail: `${lines} lines of the nodes’ own, all shown` };
    if (performance.now() > end) return { name: '', verdict: 'failed', detail: JSON.stringify(wrong) };
    await wait(500);
  }
}

async function tryChange(
  loaded: LoadedLab,
  track: TrackId,
  { name, node, make, aspect }: PictureChange,
  now: () => Picture | undefined,
): Promise<Outcome> {
  const outcome = (verdict: Outcome['verdict'], detail: string): Outcome => ({
    ...{ name: `${pictureName(track)}: ${name}`, verdict, detail },
  });
  const before = await compare(loaded, node, aspect, now());
  await inNode(loaded.lab.name, node, `${make}\nsleep 0`);
  const since = performance.now();
  let seen: number | undefined;
  for (;;) {
    const picture = now();
    const shown = picture ? aspect.shown(picture, node) : [];
    const seconds = (performance.now() - since) / 1000;
    if (JSON.stringify(shown) !== JSON.stringify(before.shown)) seen ??= seconds;
    // What the node says now, asked after it was shown.
    if (seen !== undefined) {
      const compared = await compare(loaded, node, aspect, now());
      if (isSame(compared)) return outcome('passed', `${seen.toFixed(1)} s`);
      if (seconds * 1000 > patienceMs) return outcome('failed', JSON.stringify({ ...compared, before: before.shown }));
    } else if (seconds * 1000 > patienceMs)
      return outcome(
        'failed',
        JSON.stringify({ ...(await compare(loaded, node, aspect, now())), before: before.shown }),
      );
    await wait(100);
  }
}
