import { describe, expect, it, vi } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import type { World } from '../machine/fixtures/fake-world.ts';
import { Connection, overConnection } from '../machine/fixtures/lost-connection.ts';
import { builtBy, madeUpLabs, startOn } from '../machine/fixtures/made-up-lab.ts';
import { faultsIn } from '../machine/fixtures/made-up-tracks.ts';
import { useOwnLaptop } from '../machine/fixtures/own-laptop.ts';
import {
  atEveryPoint,
  freshLab,
  holders,
  must,
  mustBeDone,
  runOf,
  type Stood,
  seen,
  standing,
  undoOf,
  whole,
} from '../machine/fixtures/standing.ts';
import type { RunRequest } from '../runs/run-request.ts';

vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

/** Bytes from one cut of the ledger to the next: a prime, so that cuts fall anywhere in a line. */
const cutEvery = 61;
const ledgerOf = (world: World): string => world.machine('node1').lab?.files.get('ledger.jsonl') ?? '';

/** Kills the app at this point of its work; false where it was over before. */
async function killed(world: World, command: 'run' | 'reset', point: number): Promise<boolean> {
  const session = new Session(world, { fuse: point });
  const end = await Promise.race([startOn(session, command).finished, session.died]);
  world.settle();
  return end === 'died';
}

async function mustReset(stood: Stood, how: string): Promise<void> {
  await must(startOn(new Session(stood.world), 'reset'));
  stood.world.fireTimers();
  expect(seen(stood), how).toEqual(stood.before);
}

/** A loop over all points is long on a machine that is busy. */
const timeout = 120_000;

describe.each(madeUpLabs)('the track %s, interrupted anywhere', { timeout }, (track) => {
  const takeAnotherLaptop = useOwnLaptop();

  it('killed at any point of a run it is built by the next one, which proves it, and reset equal', async () => {
    for (let point = 1; ; point += 1) {
      const stood = freshLab(track);
      if (!(await killed(stood.world, 'run', point))) break;
      await must(startOn(new Session(stood.world), 'run'));
      expect(faultsIn(stood.world), `killed at ${point}`).toEqual([]);
      expect((await must(startOn(new Session(stood.world), 'run'))).changes, `killed at ${point}`).toBe(0);
      await mustReset(stood, `killed at ${point}, and built`);
    }
  });

  it('killed at any point of a run it is reset equal as it is', async () => {
    for (let point = 1; ; point += 1) {
      const stood = freshLab(track);
      if (!(await killed(stood.world, 'run', point))) break;
      await mustReset(stood, `killed at ${point}`);
    }
  });

  it('killed at any point of a reset, and the next ones as well, it is reset equal', async () => {
    for (let point = 1; ; point += 1) {
      const stood = freshLab(track);
      await must(startOn(new Session(stood.world), 'run'));
      if (!(await killed(stood.world, 'reset', point))) break;
      await killed(stood.world, 'reset', (point % 7) + 1);
      await mustReset(stood, `killed at ${point}`);
    }
  });

  it('a ledger cut off anywhere is told of, and everything is brought back all the same', async () => {
    const { world } = await standing(track, 'workers');
    await must(runOf(world, 'workers'));
    const whole = ledgerOf(world).length;
    for (let length = 0; length < whole; length += cutEvery) {
      const stood = freshLab(track);
      await must(startOn(new Session(stood.world), 'run'));
      const text = ledgerOf(stood.world).slice(0, length);
      stood.world.machine('node1').lab?.files.set('ledger.jsonl', text);
      const check = await startOn(new Session(stood.world), 'check').finished;
      const problems = check.findings
        .flatMap(({ finding }) => finding?.problems ?? [])
        .filter(({ code }) => code === 'ledger');
      const isTorn = text !== '' && !text.endsWith('\n');
      expect(problems.length, `told of ${length} bytes`).toBe(isTorn ? 1 : 0);
      await mustReset(stood, `cut to ${length} of ${whole} bytes`);
    }
  });

  it.each(['node1', 'node2'])(
    '%s is away while the lab is reset: the other one is done, this one later, alone',
    async (away) => {
      const stood = freshLab(track);
      const { world } = stood;
      await must(startOn(new Session(world), 'run'));
      const connect: RunRequest['connect'] = async ({ name }) => {
        if (name === away) throw new LabError('unreachable', `${name} does not answer`, { node: name });
        return new Session(world).node(world.machine(name));
      };
      const { errors, proofs } = await startOn(new Session(world), 'reset', { connect }).finished;
      expect(errors).toMatchObject([{ code: 'unreachable', node: away }]);
      expect(proofs.filter(({ equal }) => !equal)).toEqual([]);
      const worker = world.machine(away).containers.find(({ name }) => name.startsWith('worker-'));
      expect(worker, 'what the node that is away still uses').toMatchObject({ running: true });
      // The app's own copy of the baseline is not there.
      takeAnotherLaptop();
      const alone = world.lab.nodes.filter(({ name }) => name === away);
      await must(startOn(new Session(world), 'reset', {}, alone));
      expect(seen(stood)).toEqual(stood.before);
    },
  );

  it.each(builtBy(track))(
    '%s: a connection lost at any command is no success, and all is brought back',
    async (step) => {
      await atEveryPoint(async (point) => {
        const stood = await standing(track, step);
        const { world } = stood;
        const away = world.lab.nodes[point % world.lab.nodes.length]?.name ?? '';
        const connection = new Connection();
        const session = new Session(world, {
          atPoint: (now) => {
            if (now === point) connection.lose(away);
          },
        });
        const connect: RunRequest['connect'] = async ({ name }) => {
          const node = session.node(world.machine(name));
          return name === away ? overConnection(node, connection) : node;
        };
        const end = await startOn(session, 'run', { only: [step], connect }).finished;
        const reached = session.points >= point;
        if (end.ok) await mustBeDone(stood, step, point);
        else expect(end.errors.map(({ code }) => code)).toContain('unreachable');
        expect(holders(stood), `the lease after a loss at ${point}`).toEqual([]);
        await must(undoOf(world, step));
        await whole(stood, `after a loss at ${point}`);
        return { reached };
      });
    },
  );
});
