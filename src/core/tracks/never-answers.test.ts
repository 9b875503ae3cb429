import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunResult } from '../../shared/run/events.ts';
import { outlineOf, type TrackId, trackIds } from '../../shared/tracks/tracks.ts';
import { afterCancel } from '../bounds/deadlines.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import type { World } from '../machine/fixtures/fake-world.ts';
import { madeUpWorld, startOn } from '../machine/fixtures/made-up-lab.ts';
import { useOwnLaptop as ownLaptop } from '../machine/fixtures/own-laptop.ts';
import { type Silence, silentNode } from '../machine/fixtures/silent-node.ts';
import { labStatus } from '../runs/lab-status.ts';
import type { LabRun, RunRequest } from '../runs/run-request.ts';

vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

// The disk has a clock of its own, and this one would outrun it.
vi.mock('../ledger/baseline-copy.ts', () => ({
  baselineCopy: () => ({ keepBaseline: async () => undefined, keptBaseline: async () => undefined }),
}));

/** The longest that any command may wait for one operation that never answers, in the clock's milliseconds. */
const longest = 10 * 60_000;

type Connect = NonNullable<RunRequest['connect']>;

const connectTo =
  (world: World, session: Session, silence: Silence): Connect =>
  async ({ name }) =>
    silentNode(session.node(world.machine(name)), silence);

interface Beginning {
  track: TrackId;
  command: RunRequest['command'];
  extra?: Partial<RunRequest>;
  built: boolean;
}

/** Where each command begins. */
const begins = trackIds.flatMap((track): Beginning[] => [
  { track, command: 'check', built: false },
  { track, command: 'check', built: true },
  { track, command: 'run', built: false },
  { track, command: 'undo', extra: { step: outlineOf(track).store }, built: true },
  { track, command: 'reset', built: true },
]);

ownLaptop();
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

/** Lets the clock run until this is over; how long that took, in its milliseconds. */
async function passing<T>(work: Promise<T>, most: number): Promise<[T | undefined, number]> {
  let end: { value: T } | undefined;
  void work.then((value) => {
    end = { value };
  });
  let passed = 0;
  for (; !end && passed <= most; passed += 100) await vi.advanceTimersByTimeAsync(100);
  return [end?.value, passed];
}

async function worldOf({ track, built }: Pick<Beginning, 'track' | 'built'>): Promise<World> {
  const world = madeUpWorld(track);
  if (built) expect(await ended(startOn(new Session(world), 'run'))).toMatchObject({ ok: true });
  return world;
}

async function ended(run: LabRun): Promise<RunResult> {
  const [result] = await passing(run.finished, longest);
  if (!result) throw new Error('it does not end');
  return result;
}

function begin(world: World, { command, extra }: Pick<Beginning, 'command' | 'extra'>, silence: Silence): LabRun {
  const session = new Session(world);
  // Also the steps that only observe: here their nodes have something to show.
  return startOn(session, command, { skip: [], ...extra, connect: connectTo(world, session, silence) });
}

/** Every kind of request that a command makes of its nodes. */
async function kindsOf(start: Beginning): Promise<string[]> {
  const silence: Silence = { seen: new Set() };
  await ended(begin(await worldOf(start), start, silence));
  return [...silence.seen];
}

it.each(trackIds)(
  '%s: a run that is answered passes every step, so that each request of each step has its turn',
  async (track) => {
    const silence: Silence = { seen: new Set() };
    const result = await ended(begin(await worldOf({ track, built: false }), { command: 'run' }, silence));
    expect(result).toMatchObject({ ok: true });
    const seen = [...silence.seen].join('\n');
    for (const word of [
      'run worker.interfaces',
      'run worker.ping',
      'run bandwidth.measure',
      'converse bandwidth.serve',
      // Only where something is wrapped.
      ...(outlineOf(track).steps.some(({ id }) => id === 'tunnel') ? ['run tunnel.look'] : []),
    ])
      expect(seen).toContain(word);
  },
);

describe.each(begins)('$track: $command, built: $built', (start) => {
  it('whatever never answers, it ends by itself, says where it waited, and leaves nothing waiting', async () => {
    const kinds = await kindsOf(start);
    expect(kinds.length).toBeGreaterThan(8);
    for (const at of kinds) {
      let node = '';
      const world = await worldOf(start);
      const run = begin(world, start, { seen: new Set(), at, onReached: (name) => (node = name) });
      const [result, passed] = await passing(run.finished, longest);
      expect(result, `${at}, after ${passed} ms`).toBeDefined();
      expect(node, at).not.toBe('');
      // Where the answer was for tidying up only, the command is done all the same.
      const said = JSON.stringify(result?.errors) + JSON.stringify(result?.findings);
      if (!result?.ok && start.command !== 'check') expect(said, at).toContain(node);
      expect(vi.getTimerCount(), at).toBe(0);
    }
  });

  it('whatever never answers, a cancel ends it within two seconds, and what was left is said', async () => {
    for (const at of await kindsOf(start)) {
      let run: LabRun | undefined;
      let reached = false;
      const world = await worldOf(start);
      const onReached = () => {
        reached = true;
        // Not before the run is there: connecting begins with it.
        queueMicrotask(() => run?.cancel());
      };
      run = begin(world, start, { seen: new Set(), at, onReached });
      const [result, passed] = await passing(run.finished, longest);
      expect(reached, at).toBe(true);
      expect(passed, at).toBeLessThanOrEqual(afterCancel.cleanUp + afterCancel.close + 200);
      expect(vi.getTimerCount(), `${at}, after ${passed} ms`).toBe(0);
      if (at === 'close') continue; // all was over by then
      expect(result?.errors.at(-1), at).toMatchObject({ code: 'cancelled' });
      expect(result?.errors.at(-1)?.message, at).toMatch(/Still running on node\d: |has been stopped/);
    }
  });
});

describe.each(trackIds)('status: %s', (track) => {
  const start = (world: World, silence: Silence, signal: AbortSignal) => {
    const loaded = { lab: world.lab, file: 'lab.yaml', baseDir: '/', ownFiles: true };
    const connect = connectTo(world, new Session(world), silence);
    return labStatus(loaded, { prompts: {} as never, signal, connect }).catch(() => 'cancelled');
  };

  it.each([true, false])('ends by itself and with its window, whatever never answers (%s)', async (cancelled) => {
    const seen = new Set<string>();
    await passing(start(await worldOf({ track, built: true }), { seen }, new AbortController().signal), longest);
    expect(seen.size).toBeGreaterThan(2);
    for (const at of seen) {
      const cancel = new AbortController();
      const silence = { seen: new Set<string>(), at, onReached: () => cancelled && cancel.abort() };
      const world = await worldOf({ track, built: true });
      const [end, passed] = await passing(start(world, silence, cancel.signal), cancelled ? 2000 : longest);
      expect(end, `${at}, after ${passed} ms`).toBeDefined();
      expect(vi.getTimerCount(), at).toBe(0);
    }
  });
});
