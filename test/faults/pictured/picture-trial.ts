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
    return outcomes;
  } finally {
    over.abort();
  }
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
