import { describe, expect, it, vi } from 'vitest';
import { Session } from '../machine/fixtures/fake-session.ts';
import type { World } from '../machine/fixtures/fake-world.ts';
import { startOn } from '../machine/fixtures/made-up-lab.ts';
import { labTyped, typedWays, typeLesson } from '../machine/fixtures/made-up-typed.ts';
import { useOwnLaptop } from '../machine/fixtures/own-laptop.ts';
import { freshLab, must, type Stood, seen } from '../machine/fixtures/standing.ts';

vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

const depth = { depth: 'typed' } as const;

/** Kills a reset of what was typed at this point of its work; false where it was over before. */
async function killed(world: World, point: number): Promise<boolean> {
  const session = new Session(world, { fuse: point });
  const end = await Promise.race([startOn(session, 'reset', depth).finished, session.died]);
  world.settle();
  return end === 'died';
}

/** The lesson typed on nodes of which a person knows how they were. */
async function typed(way: (typeof typedWays)[number], afterIt: (world: World) => Promise<unknown>): Promise<Stood> {
  const stood = freshLab(labTyped(way));
  typeLesson(stood.world, way);
  await afterIt(stood.world);
  return stood;
}

const later = (world: World) => must(startOn(new Session(world), 'run', { only: ['image'], skip: ['preflight'] }));

/** How much the app knows: what a baseline has of files and swarms that was taken after the typing stays, killed or not. */
const ways = [
  ...typedWays.map((way) => [way, 'of which the app knows nothing', async () => undefined] as const),
  ['in front', 'to which the app came later', later] as const,
];

/** A loop over all points is long on a machine that is busy. */
describe('the lesson typed', { timeout: 120_000 }, () => {
  useOwnLaptop();

  it.each(ways)(
    '%s, %s: a reset killed at any point, and the next one too, is finished by another',
    async (way, _, begin) => {
      let points = 0;
      for (let point = 1; ; point += 1) {
        const stood = await typed(way, begin);
        if (!(await killed(stood.world, point))) break;
        points = point;
        await killed(stood.world, (point % 11) + 1);
        const { proofs } = await must(startOn(new Session(stood.world), 'reset', depth));
        expect(
          proofs.flatMap(({ left = [] }) => left),
          `killed at ${point}`,
        ).toEqual([]);
        expect(seen(stood), `killed at ${point}`).toEqual(stood.before);
        expect(stood.world.machines.map(({ lab }) => lab)).toEqual([undefined, undefined]);
      }
      expect(points).toBeGreaterThan(20);
    },
  );
});
