import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from '../../../machine/fixtures/fake-session.ts';
import type { World } from '../../../machine/fixtures/fake-world.ts';
import { built, madeUpWorld, startOn } from '../../../machine/fixtures/made-up-lab.ts';
import { useOwnLaptop } from '../../../machine/fixtures/own-laptop.ts';
import { visible } from '../../../machine/fixtures/seen-world.ts';

vi.mock('node:timers/promises', async () => (await import('../../../machine/fixtures/fake-time.ts')).quickTimers);
let world: World;
const reset = (extra = {}) => startOn(new Session(world), 'reset', extra).finished;
const put = (network: string, container?: string, running = true) => {
  const made = { id: world.id(), name: network, driver: 'overlay', labels: {} };
  world.overlays.push(made);
  const one = { id: world.id(), name: container ?? '', image: 'alpine', labels: {}, running, network: made };
  if (container) world.machine('node2').containers.push(one);
  return one;
};

describe('what others keep in the lab’s store', () => {
  useOwnLaptop();
  beforeEach(async () => {
    world = madeUpWorld();
    expect(await startOn(new Session(world), 'run', { only: ['preflight', ...built] }).finished).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['a network and a container that runs on it', 'second', 'stud', true, /second \(used by stud on node2\)/],
    ['a container that does not run', 'second', 'still', false, /second \(used by still on node2\)/],
    ['a network alone', 'second', undefined, false, /network second$/],
    [
      'a container on a network of the lab’s name, created manually',
      'net',
      'mine',
      true,
      /net \(used by mine on node2\)/,
    ],
  ])('is not lost: %s', async (_, network, container, running, message) => {
    if (network === 'net') world.lab.network.name = 'net';
    const theirs = put(network, container, running);
    const before = world.machine('node2').engine;
    const end = await reset();
    expect(end.errors).toMatchObject([{ code: 'refused', step: 'daemon', message: expect.stringMatching(message) }]);
    expect(end.errors[0]?.remedy).toMatch(/docker network rm '?(second|net)'?/);
    expect(end.errors[0]?.remedy).toContain('--include-unowned');
    expect(world.machine('node2').engine).toEqual(before);
    expect(theirs.running).toBe(running);
    expect(world.overlays).toHaveLength(1);

    // As the remedy says, by the app itself; then all is as it was but for the container.
    world.machine('node2').containers = world.machine('node2').containers.filter((one) => one !== theirs);
    const again = await reset({ includeUnowned: true });
    expect(again).toMatchObject({ ok: true, errors: [] });
    expect(world.overlays).toEqual([]);
  });

  it('is cut off and stays, when asked for', async () => {
    const theirs = put('second', 'stud');
    const end = await reset({ includeUnowned: true });
    expect(end.errors).toEqual([]);
    expect(theirs).not.toHaveProperty('network');
    expect(world.machine('node2').containers).toContain(theirs);
    expect(world.machine('node2').engine.store).toBe('');
  });

  it('does not stand in the way of an undo that leaves the store', async () => {
    put('second', 'stud');
    expect(await startOn(new Session(world), 'undo', { step: 'network' }).finished).toMatchObject({ ok: true });
    expect(visible(world.machine('node2'))).toContain('stud');
  });

  it('is nobody’s business where the lab made neither store nor engines', async () => {
    expect(await reset()).toMatchObject({ ok: true });
    for (const machine of world.machines) machine.engine = { store: 'etcd://by-hand', advertise: '' };
    put('second', 'stud');
    expect((await reset()).errors).toEqual([]);
  });
});
