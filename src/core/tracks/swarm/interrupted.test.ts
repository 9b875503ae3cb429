import { describe, expect, it, vi } from 'vitest';
import type { StepId } from '../../../shared/run/steps.ts';
import { newSwarm } from '../../machine/fixtures/fake-docker-swarm.ts';
import { Session } from '../../machine/fixtures/fake-session.ts';
import type { Container, Machine, World } from '../../machine/fixtures/fake-world.ts';
import { builtBy, madeUpWorld, startOn } from '../../machine/fixtures/made-up-lab.ts';
import { memberOf } from '../../machine/fixtures/made-up-swarm.ts';
import { useOwnLaptop as ownLaptop } from '../../machine/fixtures/own-laptop.ts';

ownLaptop();
vi.mock('node:timers/promises', async () => (await import('../../machine/fixtures/fake-time.ts')).quickTimers);

const run = (world: World, ...only: StepId[]) => startOn(new Session(world), 'run', { only }).finished;
const reset = (world: World, extra = {}) => startOn(new Session(world), 'reset', extra).finished;

async function labAfter(...steps: StepId[]): Promise<{ world: World; first: Machine; second: Machine }> {
  const world = madeUpWorld('swarm');
  if (steps.length > 0) expect(await run(world, ...steps)).toMatchObject({ ok: true });
  const [first, second] = world.machines as [Machine, Machine];
  return { world, first, second };
}

function add(world: World, machine: Machine, name: string, network?: Container['network']): Container {
  const made = { id: world.id(), name, image: 'alpine', labels: {}, running: true, ...(network && { network }) };
  machine.containers.push(made);
  return made;
}

describe('others’ containers, where the engine’s restart was interrupted', () => {
  /** As the app leaves them that ended just after the restart. */
  async function stopped(...steps: StepId[]) {
    const lab = await labAfter(...steps);
    const { world, first } = lab;
    const [decoy] = first.containers as [Container];
    const later = add(world, first, 'later');
    world.restartEngine(first);
    first.remembered = [later.id];
    return { ...lab, decoy, later };
  }

  it.each([
    ['that starts the engine again itself', builtBy('swarm')],
    ['that has no swarm to leave', ['image']],
  ])('are started again by a reset %s, those from before the lab also where nobody noted them', async (_, steps) => {
    const { world, decoy, later } = await stopped(...steps);
    expect((await reset(world)).errors).toEqual([]);
    expect([decoy.running, later.running]).toEqual([true, true]);
  });

  it.each([
    ['swarm', ['image']],
    ['workers', builtBy('swarm')],
  ])('are started again by a run that comes to the step %s', async (step, steps) => {
    const { world, later } = await stopped(...steps);
    expect(await run(world, step)).toMatchObject({ ok: true });
    expect(later.running).toBe(true);
  });
});

it('what leaving took off its bridges is connected again by a run, on the node that manages too', async () => {
  const { world, first } = await labAfter('image');
  const bridge = { id: world.id(), name: 'shop', driver: 'bridge', labels: {}, attachable: true };
  first.networks.push(bridge);
  const web = add(world, first, 'web');
  first.attached = [{ network: bridge.id, container: web.id, name: 'web', end: {} }];
  expect(await run(world, 'swarm')).toMatchObject({ ok: true });
  expect(web.network).toEqual({ id: bridge.id, name: 'shop' });
});

it('the manager’s node is reset while another one is away whose worker still uses the network', async () => {
  const { world, first, second } = await labAfter(...builtBy('swarm'));
  const connect = async ({ name }: { name: string }) => {
    if (name === 'node2') throw new Error('away');
    return new Session(world).node(world.machine(name));
  };
  const { errors } = await reset(world, { connect });
  expect(errors.map(({ node }) => node)).toEqual(['node2']);
  expect(first).not.toHaveProperty('place');
  expect(second).toHaveProperty('place');
});

describe('a node that somebody made a manager of a swarm of theirs', () => {
  async function promoted() {
    const world = madeUpWorld('swarm');
    const [first, second] = world.machines as [Machine, Machine];
    // One that a person typed before the run, which the lab uses.
    newSwarm(world, first, first.address);
    expect(await run(world, ...builtBy('swarm'))).toMatchObject({ ok: true });
    const member = memberOf(second);
    if (member) member.isManager = true;
    return { world, first, second, member };
  }

  it('is not left unsaid: it stays in, and is taken back once it is no manager any more', async () => {
    const { world, second, member } = await promoted();
    const { errors } = await reset(world);
    expect(errors).toMatchObject([{ code: 'refused', node: 'node2', step: 'swarm' }]);
    expect(errors[0]?.remedy).toContain('docker node demote node2');
    expect(second).toHaveProperty('place');
    if (member) member.isManager = false;
    expect(await reset(world)).toMatchObject({ ok: true, errors: [] });
    expect(second).not.toHaveProperty('place');
  });

  it('leaves it where that was agreed to', async () => {
    const { world, first, second } = await promoted();
    expect(await reset(world, { includeUnowned: true })).toMatchObject({ ok: true, errors: [] });
    expect(second).not.toHaveProperty('place');
    expect(first).toHaveProperty('place');
  });
});
