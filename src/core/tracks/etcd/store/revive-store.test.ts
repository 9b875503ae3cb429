import { beforeAll, expect, it, vi } from 'vitest';
import { Session } from '../../../machine/fixtures/fake-session.ts';
import { startQuickClock } from '../../../machine/fixtures/fake-time.ts';
import { type Machine, unitOf } from '../../../machine/fixtures/fake-world.ts';
import { built, madeUpWorld, startOn } from '../../../machine/fixtures/made-up-lab.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { etcdDataDirectory, etcdUnit } from '../../common/support/names.ts';
import { reviveStore } from './revive-store.ts';

vi.mock('node:timers/promises', async () => (await import('../../../machine/fixtures/fake-time.ts')).quickTimers);
beforeAll(startQuickClock);

/** A finished lab of two nodes; `revive` as a reset does it that reaches these of them. */
async function finished() {
  const world = madeUpWorld();
  expect((await startOn(new Session(world), 'run', { only: built }).finished).ok).toBe(true);
  const [one, two] = world.machines as [Machine, Machine];
  const log = vi.fn();
  const revive = async (reached: Machine[]) => {
    const session = new Session(world);
    const nodes = reached.map((machine) => session.node(machine));
    const context = { lab: world.lab, nodes, signal: new AbortController().signal, log, once: now, forget: () => {} };
    await reviveStore(context as unknown as LabContext);
    return session.points;
  };
  const roles = () => world.machines.map(({ member }) => member);
  return { world, one, two, log, revive, roles };
}
const now = <T>(_key: string, read: () => Promise<T>): Promise<T> => read();
const stop = (machine: Machine) => Object.assign(unitOf(machine, etcdUnit), { active: false });

it('leaves a store that answers as it is', async () => {
  const { one, two, revive } = await finished();
  expect(await revive([one, two])).toBe(0);
});

it('starts a member that was only stopped, and does no more where that helps', async () => {
  const { world, one, two, revive, roles } = await finished();
  stop(two);
  await revive([one, two]);
  expect([world.quorum, ...roles()]).toEqual([true, undefined, undefined]);
});

it('makes the member that is left a cluster of its own where the other node is away', async () => {
  const { world, one, two, log, revive, roles } = await finished();
  stop(one);
  await revive([two]);
  expect([world.quorum, ...roles()]).toEqual([true, undefined, 'alone']);
  expect(log).toHaveBeenCalledWith(expect.stringContaining('node2'));
});

it('makes one that lost its data a way to the one that has it', async () => {
  const { world, one, two, revive, roles } = await finished();
  stop(one);
  one.directories.delete(`${etcdDataDirectory('lab')}/member`);
  await revive([one, two]);
  expect([world.quorum, ...roles()]).toEqual([true, 'proxy', 'alone']);
});

it('does nothing where nobody has the data, or no engine ever met the store', async () => {
  const lost = await finished();
  for (const machine of lost.world.machines) {
    stop(machine);
    machine.directories.clear();
  }
  await lost.revive([lost.one, lost.two]);
  expect(lost.roles()).toEqual([undefined, undefined]);
  const unused = await finished();
  for (const machine of unused.world.machines) machine.engine = { store: '', advertise: '' };
  stop(unused.two);
  expect(await unused.revive([unused.one, unused.two])).toBe(0);
});
