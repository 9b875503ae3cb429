import { beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import { startQuickClock } from '../machine/fixtures/fake-time.ts';
import { madeUpWorld, startOn } from '../machine/fixtures/made-up-lab.ts';
import { labStatus } from './lab-status.ts';

vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

beforeEach(() => {
  startQuickClock();
  vi.stubEnv('XDG_STATE_HOME', temporaryFolder('state'));
  return () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  };
});

test('tells what stands on each node who else is on the network, which a reset then refuses, and whose containers it starts again', async () => {
  const world = madeUpWorld();
  const theirs = { id: world.id(), name: 'theirs', image: 'alpine', labels: {}, running: true };
  world.machine('node1').containers.push(theirs);
  const session = new Session(world);
  expect(await startOn(session, 'run').finished).toMatchObject({ ok: true });
  const [overlay] = world.overlays;
  if (!overlay) throw new Error('no network was made');
  const mine = { id: world.id(), name: 'mine', image: 'alpine', labels: {}, running: true, network: overlay };
  world.machine('node2').containers.push(mine);

  theirs.running = false;

  const connect = async ({ name }: { name: string }) => session.node(world.machine(name));
  const loaded = { lab: world.lab, file: 'lab.yaml', baseDir: '/', ownFiles: true };
  const { nodes } = await labStatus(loaded, { prompts: {} as never, connect });
  const changes = expect.arrayContaining([expect.objectContaining({ step: 'workers' })]);
  expect(nodes).toMatchObject([
    { name: 'node1', changes, inDoubt: false, ended: ['theirs'] },
    { name: 'node2', changes, inDoubt: false, unowned: [{ container: 'mine', network: overlay.name }] },
  ]);
  expect(nodes[0]).not.toHaveProperty('unowned');
  expect(nodes[1]).not.toHaveProperty('ended');

  const refused = await startOn(session, 'reset').finished;
  expect(refused.errors).toMatchObject([{ code: 'refused', message: expect.stringContaining('mine on node2') }]);
});

test('asks no engine that was stopped, which its socket would start, and says what is not known then', async () => {
  const world = madeUpWorld();
  const session = new Session(world);
  expect(await startOn(session, 'run').finished).toMatchObject({ ok: true });
  const asked: string[] = [];
  const connect = async ({ name }: { name: string }) => {
    const node = session.node(world.machine(name));
    const run: typeof node.run = async (operation, input, options) =>
      operation.name === 'engine.process' && name === 'node2' ? ('gone' as never) : node.run(operation, input, options);
    const dockerIfUp = new Proxy(node.dockerIfUp, {
      get: (target, key) => {
        asked.push(name);
        return Reflect.get(target, key);
      },
    });
    return { ...node, run, dockerIfUp };
  };
  const loaded = { lab: world.lab, file: 'lab.yaml', baseDir: '/', ownFiles: true };
  const { nodes } = await labStatus(loaded, { prompts: {} as never, connect });
  expect(new Set(asked)).toEqual(new Set(['node1']));
  const changes = expect.arrayContaining([expect.objectContaining({ step: 'workers' })]);
  expect(nodes).toMatchObject([
    { name: 'node1', changes },
    { name: 'node2', changes, typed: { unseen: expect.stringContaining('not seen') } },
  ]);
  expect(nodes[0]?.typed).not.toHaveProperty('unseen');
});
