import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { faultsOn } from '../machine/fixtures/fake-faults.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import type { World } from '../machine/fixtures/fake-world.ts';
import { madeUpWorld, startOn } from '../machine/fixtures/made-up-lab.ts';
import { useOwnLaptop } from '../machine/fixtures/own-laptop.ts';
import { noPrompts } from '../remote/auth/prompts.ts';
import { labStatus } from '../runs/lab-status.ts';
import { beginDrill } from './begin-drill.ts';
import { healDrill, proveDrill } from './end-drill.ts';
import { keptDrills } from './kept-drills.ts';
import { drillsState, guessDrill, takeHint } from './note-drill.ts';

const state = () => temporaryFolder('drills');
const trustedOf = ({ lab }: World) => ({ lab, file: 'lab.yaml', baseDir: '/', ownFiles: true });
const how = (world: World, folder: string, session = new Session(world)) => ({
  ...{ prompts: noPrompts, signal: AbortSignal.timeout(15_000), state: folder },
  diagnose: async () => ({ lab: 'lab', at: '', looked: [], causes: [] }),
  connect: async ({ name }: { name: string }) => session.node(world.machine(name)),
});

async function built(): Promise<World> {
  const world = madeUpWorld('etcd');
  const { ok } = await startOn(new Session(world), 'run').finished;
  expect(ok).toBe(true);
  return world;
}

const allFaults = (world: World) => world.lab.nodes.flatMap(({ name }) => [...faultsOn(world.machine(name))]);

describe('a drill', () => {
  useOwnLaptop();

  it('another process sees how far it is; it is over where the lab is whole again, and its record is kept', async () => {
    const world = await built();
    const folder = state();
    const trusted = trustedOf(world);
    await beginDrill(trusted, { drill: 'silence', on: 'node2' }, how(world, folder));
    expect(allFaults(world)).toEqual(['packets-dropped INPUT udp 4789']);
    await takeHint(trusted, how(world, folder));
    expect(await guessDrill(trusted, 16, how(world, folder))).toBe(false);
    expect(await proveDrill(trusted, how(world, folder))).toHaveLength(1);
    expect(await guessDrill(trusted, 17, how(world, folder))).toBe(true);
    const { running } = await drillsState(trusted, how(world, folder));
    const { nodes } = await labStatus(trusted, how(world, folder));
    for (const { changes } of nodes) expect(changes.filter(({ step }) => step === 'drill')).toHaveLength(1);
    expect(running).toMatchObject({ id: 'silence', guesses: 2, isNamed: true });
    expect(running?.hints).toHaveLength(1);
    expect(await proveDrill(trusted, how(world, folder))).toEqual([]);
    const after = await drillsState(trusted, how(world, folder));
    expect(after.running).toBeNull();
    expect(after.done).toMatchObject([
      { drill: 'silence', row: 17, hints: 1, guesses: 2, named: [16, 17], isHealed: false, isProved: true },
    ]);
    expect(await keptDrills(folder, 'lab')).toHaveLength(1);
  });

  it('a second one is refused while one is running, and a cause that is none of the list', async () => {
    const world = await built();
    const folder = state();
    await beginDrill(trustedOf(world), { drill: 'masks' }, how(world, folder)).then(
      () => expect.fail('it is of another track'),
      (error) => expect(error).toMatchObject({ code: 'bad-input' }),
    );
    await beginDrill(trustedOf(world), {}, how(world, folder));
    await expect(beginDrill(trustedOf(world), {}, how(world, folder))).rejects.toMatchObject({ code: 'refused' });
    expect(await keptDrills(folder, 'lab')).toMatchObject([{ isOpen: true, named: [], isProved: false }]);
    await expect(guessDrill(trustedOf(world), 2, how(world, folder))).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('a lab that is not built has no drills', async () => {
    const world = madeUpWorld('etcd');
    await expect(beginDrill(trustedOf(world), {}, how(world, state()))).rejects.toMatchObject({ code: 'refused' });
  });

  it('is healed by giving up', async () => {
    const world = await built();
    const folder = state();
    await beginDrill(trustedOf(world), { drill: 'strangers' }, how(world, folder));
    expect(allFaults(world)).toHaveLength(2);
    expect(await healDrill(trustedOf(world), how(world, folder))).toEqual([]);
    expect(allFaults(world)).toEqual([]);
    expect((await drillsState(trustedOf(world), how(world, folder))).done).toMatchObject([
      { isHealed: true, isNamed: false },
    ]);
  });

  it.each(['reset', 'undo'] as const)('a %s heals it, also by another laptop', async (command) => {
    const world = await built();
    await beginDrill(trustedOf(world), { drill: 'strangers' }, how(world, state()));
    const { ok, errors } = await startOn(new Session(world), command, command === 'undo' ? { step: 'workers' } : {})
      .finished;
    expect(errors).toEqual([]);
    expect(ok).toBe(true);
    expect(allFaults(world)).toEqual([]);
  });

  it('at whatever moment the app dies, a reset heals it', async () => {
    const seen = new Set<number>();
    for (let fuse = 1; fuse < 60; fuse += 3) {
      const world = await built();
      const dying = new Session(world, { fuse });
      await Promise.race([
        beginDrill(trustedOf(world), { drill: 'strangers' }, how(world, state(), dying)).catch(() => undefined),
        dying.died,
      ]);
      seen.add(allFaults(world).length);
      const { errors } = await startOn(new Session(world), 'reset', { takeOver: true }).finished;
      expect(errors).toEqual([]);
      expect(allFaults(world)).toEqual([]);
    }
    expect(seen).toEqual(new Set([0, 1, 2]));
  }, 60_000);
});
