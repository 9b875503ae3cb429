import { beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import { startQuickClock } from '../machine/fixtures/fake-time.ts';
import { type MadeUpLab, madeUpWorld, startOn } from '../machine/fixtures/made-up-lab.ts';
import { chooseTrack } from './choose-track.ts';
import { letTrackChange, withKeptTrack } from './kept-track.ts';

vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

beforeEach(() => {
  startQuickClock();
  vi.stubEnv('XDG_STATE_HOME', temporaryFolder('state'));
  return () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  };
});

/** A lab whose file names no track, on nodes with these engines; `looked` are those that were connected to. */
function openLab(versions: readonly string[], { builtAs = 'etcd' }: { builtAs?: MadeUpLab } = {}) {
  const world = madeUpWorld(builtAs);
  for (const [index, version] of versions.entries()) world.machine(`node${index + 1}`).engine.version = version;
  const session = new Session(world);
  const loaded: TrustedLab = {
    ...{ lab: { ...world.lab, track: 'etcd' }, file: 'lab.yaml', baseDir: '/', ownFiles: true },
    trackIs: 'open',
  };
  const state = temporaryFolder('choice');
  const looked: string[] = [];
  const connect = async ({ name }: { name: string }) => {
    looked.push(name);
    return session.node(world.machine(name));
  };
  const choose = (more: { afresh?: boolean } = {}) =>
    chooseTrack(loaded, { state, prompts: {} as never, connect, ...more });
  return { world, session, loaded, state, looked, connect, choose };
}

test.each([
  [['20.10.24+dfsg1', '19.03.15'], 'etcd'],
  [['20.10.24+dfsg1', '26.1.5+dfsg1'], 'swarm'],
  [['1.12.6', '26.1.5'], 'vxlan'],
])('engines %j get the track %s, which is kept', async (versions, track) => {
  const { loaded, state, looked, choose } = openLab(versions);
  expect(await choose()).toMatchObject({ lab: { track }, trackIs: 'chosen' });
  expect(await withKeptTrack(loaded, state)).toMatchObject({ lab: { track }, trackIs: 'chosen' });
  expect(looked).toHaveLength(2);
  await choose({ afresh: true });
  expect(looked).toHaveLength(2);
});

test('it does not change under a standing lab, from another computer either; after a reset it may', async () => {
  const { world, session, loaded, state, looked, choose } = openLab(['20.10.24', '20.10.24'], { builtAs: 'vxlan' });
  expect(await startOn(session, 'run').finished).toMatchObject({ ok: true });
  expect((await choose()).lab.track).toBe('vxlan');
  expect(await startOn(session, 'reset').finished).toMatchObject({ ok: true });
  for (const { engine } of world.machines) engine.version = '26.1.5';
  expect((await choose({ afresh: true })).lab.track).toBe('vxlan');
  await letTrackChange(state, loaded.lab);
  expect((await choose()).lab.track).toBe('vxlan');
  expect(looked).toHaveLength(2);
  expect((await choose({ afresh: true })).lab.track).toBe('swarm');
});

test('a choice without all nodes is for this time only, and other nodes make another choice', async () => {
  const { world, session, loaded, state } = openLab(['26.1.5', '26.1.5']);
  const prompts = {} as never;
  const half = async ({ name }: { name: string }) => {
    if (name === 'node2') throw new Error('away');
    return session.node(world.machine(name));
  };
  expect((await chooseTrack(loaded, { state, prompts, connect: half })).lab.track).toBe('swarm');
  expect((await withKeptTrack(loaded, state)).trackIs).toBe('open');
  const connect = async ({ name }: { name: string }) => session.node(world.machine(name));
  await chooseTrack(loaded, { state, prompts, connect });
  const [first, ...others] = loaded.lab.nodes;
  const nodes = [{ ...first, address: '10.9.9.9' } as (typeof others)[number], ...others];
  expect((await withKeptTrack({ ...loaded, lab: { ...loaded.lab, nodes } }, state)).trackIs).toBe('open');
});

test('a track that the file names is never asked about', async () => {
  const { loaded, state, looked, connect } = openLab(['26.1.5', '26.1.5']);
  const { trackIs: _, ...named } = loaded;
  expect(await chooseTrack(named, { state, prompts: {} as never, connect })).toEqual(named);
  expect(looked).toEqual([]);
});
