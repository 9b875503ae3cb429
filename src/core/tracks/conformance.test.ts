import { describe, expect, it, vi } from 'vitest';
import { Session } from '../machine/fixtures/fake-session.ts';
import { builtBy, madeUpLabs, startOn } from '../machine/fixtures/made-up-lab.ts';
import { useOwnLaptop } from '../machine/fixtures/own-laptop.ts';
import { everything } from '../machine/fixtures/seen-world.ts';
import {
  atEveryPoint,
  failing,
  holders,
  must,
  mustBeDone,
  runOf,
  seen,
  standing,
  undoOf,
  whole,
} from '../machine/fixtures/standing.ts';
import type { LabRun } from '../runs/run-request.ts';

vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

describe.each(madeUpLabs)('laws that every step of the track %s keeps', (track) => {
  useOwnLaptop();
  const built = builtBy(track);

  it.each(['preflight', ...built])('%s: a check changes nothing, before and after', async (step) => {
    const { world } = await standing(track, step);
    for (const round of ['before', 'after']) {
      const was = everything(world);
      await startOn(new Session(world), 'check', { only: [step] }).finished;
      expect(everything(world), round).toBe(was);
      await must(runOf(world, step));
      world.settle();
    }
  });

  it.each(built)('%s: a second apply changes nothing', async (step) => {
    const { world } = await standing(track, step);
    expect((await must(runOf(world, step))).changes).toBeGreaterThan(0);
    world.settle();
    const was = everything(world);
    expect((await must(runOf(world, step))).changes).toBe(0);
    expect(everything(world)).toBe(was);
  });

  it.each(built)('%s: undo brings back what stood there, and a second one has nothing to do', async (step) => {
    const stood = await standing(track, step);
    await must(runOf(stood.world, step));
    await must(undoOf(stood.world, step));
    expect(seen(stood)).toEqual(stood.before);
    expect((await must(undoOf(stood.world, step))).changes).toBe(0);
    expect(seen(stood)).toEqual(stood.before);
  });

  it.each(built)('%s: whichever command fails, nobody claims success, and undo brings all back', async (step) => {
    await atEveryPoint(async (point) => {
      const stood = await standing(track, step);
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
      const stood = await standing(track, step);
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
        const stood = await standing(track, step);
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
});
