import { describe, expect, it, vi } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import type { RunResult } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { withNeeds } from '../../shared/tracks/outline.ts';
import { fakeGetJson, stage } from '../machine/fixtures/fake-etcd.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import { everything, visible, type World } from '../machine/fixtures/fake-world.ts';
import { built, madeUpWorld, startOn } from '../machine/fixtures/lab-commands.ts';
import { useOwnLaptop } from '../machine/fixtures/own-laptop.ts';
import type { LabRun, RunRequest } from '../runs/run-request.ts';
import { etcdTrack } from './etcd/track.ts';

vi.mock('../machine/tunnel-http.ts', () => ({ getJson: fakeGetJson }));
vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

/** More points than any step has; one that has more would be tried only up to here, and that is a failure too. */
const enough = 150;

/** Bytes from one cut of the ledger to the next: a prime, so that cuts fall anywhere in a line. */
const cutEvery = 61;
const ledgerOf = (world: World): string => world.machine('node1').lab?.files.get('ledger.jsonl') ?? '';

interface Stood {
  world: World;
  /** What a person could see on the nodes before the step under test. */
  before: string[];
}

/** Nodes on which everything that a step needs was done. */
async function standing(step: StepId): Promise<Stood> {
  const world = madeUpWorld();
  stage.world = world;
  const needs = [...withNeeds(etcdTrack, [step])].filter((id) => id !== step);
  if (needs.length > 0) await must(startOn(new Session(world), 'run', { only: needs }));
  return { world, before: world.machines.map(visible) };
}

async function must(run: LabRun): Promise<RunResult> {
  const end = await run.finished;
  expect(end.proofs.filter(({ equal }) => !equal)).toEqual([]);
  expect(end).toMatchObject({ errors: [], ok: true });
  return end;
}

const runOf = (world: World, step: StepId) => startOn(new Session(world), 'run', { only: [step] });
const undoOf = (world: World, step: StepId) => startOn(new Session(world), 'undo', { step });
const seen = ({ world }: Stood) => world.machines.map(visible);
const holders = ({ world }: Stood) =>
  world.machines.flatMap(({ lab }) => (lab?.lease && !lab.lease.stopped ? lab.lease.holder : []));

/** Does it once for each point of the work, until one goes through without having come to its point. */
async function atEveryPoint(attempt: (point: number) => Promise<{ reached: boolean }>): Promise<void> {
  for (let point = 1; point <= enough; point += 1) if (!(await attempt(point)).reached) return;
  throw new Error(`more than ${enough} points`);
}

/** Success may be claimed where what broke off was no part of the work: a lease that is given back, say. */
async function mustBeDone({ world }: Stood, step: StepId, point: number): Promise<void> {
  expect((await must(runOf(world, step))).changes, `false success at point ${point}`).toBe(0);
}

const failing = (world: World, point: number) =>
  new Session(world, {
    atPoint: (now) => {
      if (now === point) throw new LabError('command-failed', `made to fail at point ${point}`);
    },
  });

/** The timers that a failed or cancelled change of the engine leaves run out, as they do on a real node. */
async function whole({ world, before }: Stood, how: string): Promise<void> {
  world.fireTimers();
  expect(world.machines.map(visible), how).toEqual(before);
}

describe('laws that every step keeps', () => {
  const takeAnotherLaptop = useOwnLaptop();

  it('is about every step that changes nodes', () => {
    expect(etcdTrack.steps.filter(({ kind }) => kind === 'build').map(({ id }) => id)).toEqual(built);
  });

  it.each(['preflight' as const, ...built])('%s: a check changes nothing, before and after', async (step) => {
    const { world } = await standing(step);
    for (const round of ['before', 'after']) {
      const was = everything(world);
      await startOn(new Session(world), 'check', { only: [step] }).finished;
      expect(everything(world), round).toBe(was);
      await must(runOf(world, step));
    }
  });

  it.each(built)('%s: a second apply changes nothing', async (step) => {
    const { world } = await standing(step);
    expect((await must(runOf(world, step))).changes).toBeGreaterThan(0);
    const was = everything(world);
    expect((await must(runOf(world, step))).changes).toBe(0);
    expect(everything(world)).toBe(was);
  });

  it.each(built)('%s: undo brings back what stood there, and a second one has nothing to do', async (step) => {
    const stood = await standing(step);
    await must(runOf(stood.world, step));
    await must(undoOf(stood.world, step));
    expect(seen(stood)).toEqual(stood.before);
    expect((await must(undoOf(stood.world, step))).changes).toBe(0);
    expect(seen(stood)).toEqual(stood.before);
  });

  it.each(built)('%s: whichever command fails, nobody claims success, and undo brings all back', async (step) => {
    await atEveryPoint(async (point) => {
      const stood = await standing(step);
      const session = failing(stood.world, point);
      const end = await startOn(session, 'run', { only: [step] }).finished;
      const reached = session.points >= point;
      expect(holders(stood), `the lease after a failure at ${point}`).toEqual([]);
      if (end.ok) await mustBeDone(stood, step, point);
      await must(undoOf(stood.world, step));
      await whole(stood, `after a failure at ${point}`);
      return { reached };
    });
  });

  it.each(built)('%s: whichever command of the undo fails, another undo brings all back', async (step) => {
    await atEveryPoint(async (point) => {
      const stood = await standing(step);
      await must(runOf(stood.world, step));
      const session = failing(stood.world, point);
      await startOn(session, 'undo', { step }).finished;
      await must(undoOf(stood.world, step));
      await whole(stood, `after a failure at ${point}`);
      return { reached: session.points >= point };
    });
  });

  it.each(built)(
    '%s: cancelled at any command it claims nothing, holds nothing, and undo brings all back',
    async (step) => {
      await atEveryPoint(async (point) => {
        const stood = await standing(step);
        let run: LabRun | undefined;
        const session = new Session(stood.world, {
          atPoint: (now) => {
            if (now === point) run?.cancel();
          },
        });
        run = startOn(session, 'run', { only: [step] });
        const end = await run.finished;
        const reached = session.points >= point;
        if (end.ok) await mustBeDone(stood, step, point);
        else expect(end.errors.map(({ code }) => code)).toContain('cancelled');
        expect(holders(stood), `the lease after a cancel at ${point}`).toEqual([]);
        await must(undoOf(stood.world, step));
        await whole(stood, `after a cancel at ${point}`);
        return { reached };
      });
    },
  );

  it('a ledger cut off anywhere is told of, and everything is brought back all the same', async () => {
    const { world } = await standing('workers');
    await must(runOf(world, 'workers'));
    const whole = ledgerOf(world).length;
    for (let length = 0; length < whole; length += cutEvery) {
      const cut = madeUpWorld();
      stage.world = cut;
      const stood: Stood = { world: cut, before: cut.machines.map(visible) };
      await must(startOn(new Session(stood.world), 'run'));
      const text = ledgerOf(stood.world).slice(0, length);
      stood.world.machine('node1').lab?.files.set('ledger.jsonl', text);
      const check = await startOn(new Session(stood.world), 'check').finished;
      const problems = check.findings
        .flatMap(({ finding }) => finding?.problems ?? [])
        .filter(({ code }) => code === 'ledger');
      const isTorn = text !== '' && !text.endsWith('\n');
      expect(problems.length, `told of ${length} bytes`).toBe(isTorn ? 1 : 0);
      await must(startOn(new Session(stood.world), 'reset'));
      expect(seen(stood), `cut to ${length} of ${whole} bytes`).toEqual(stood.before);
    }
  });

  it.each(['node1', 'node2'])(
    '%s is away while the lab is reset: the other one is done, this one later, alone',
    async (away) => {
      const world = madeUpWorld();
      stage.world = world;
      const stood: Stood = { world, before: world.machines.map(visible) };
      await must(startOn(new Session(world), 'run'));
      const connect: RunRequest['connect'] = async ({ name }) => {
        if (name === away) throw new LabError('unreachable', `${name} does not answer`, { node: name });
        return new Session(world).node(world.machine(name));
      };
      const { errors, proofs } = await startOn(new Session(world), 'reset', { connect }).finished;
      expect(errors).toMatchObject([{ code: 'unreachable', node: away }]);
      expect(proofs.filter(({ equal }) => !equal)).toEqual([]);
      expect(world.overlays, 'what the node that is away still uses').toHaveLength(1);
      // The app's own copy of the baseline is not there.
      takeAnotherLaptop();
      await must(
        startOn(
          new Session(world),
          'reset',
          {},
          world.lab.nodes.filter(({ name }) => name === away),
        ),
      );
      expect(seen(stood)).toEqual(stood.before);
    },
  );
});
