import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import type { EventBody, RunResult } from '../../shared/run/events.ts';
import { etcdOutline } from '../../shared/tracks/etcd.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import { startQuickClock } from '../machine/fixtures/fake-time.ts';
import { madeUpWorld, startOn } from '../machine/fixtures/made-up-lab.ts';
import { recorded } from '../report/fixtures/example-run.ts';
import { preflight } from '../tracks/common/preflight/preflight.ts';
import type { LabContext } from '../tracks/common/support/lab-step.ts';
import type { Questions } from '../tracks/common/support/questions.ts';
import { lookAgain } from './look-again.ts';
import type { RunRequest, StartRun } from './run-request.ts';
import { startRun as reallyStart } from './start-run.ts';

vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

/** A look whose checks come out like this; what was asked, and what was found. */
async function look(takesPorts: boolean, state: 'done' | 'failed', on?: string[]) {
  const asked: RunRequest[] = [];
  const steps = ['preflight', 'image'] as const;
  const tasks = steps.map((step) => ({ step, node: 'node1', title: step }));
  const bodies: EventBody[] = [
    { type: 'run', command: 'check', nodes: ['node1'], tasks },
    ...steps.map((step): EventBody => ({ type: 'task', step, node: 'node1', state })),
  ];
  const startRun = ((_, request) => {
    asked.push(request);
    const listen = (listener: (event: ReturnType<typeof recorded>[number]) => void) => {
      for (const event of recorded(bodies, false)) listener(event);
      return () => undefined;
    };
    return { id: 'look', listen, finished: Promise.resolve({} as RunResult), cancel: () => undefined };
  }) as StartRun;
  const connect = () => Promise.reject(new Error('nobody is connected to'));
  const { signal } = new AbortController();
  const wanted = { track: etcdOutline, steps: [...steps], on, before: [], takesPorts, startRun, connect, signal };
  const found = await lookAgain({} as TrustedLab, wanted);
  return { asked, found: found.map((one) => `${one.step} ${one.state}`) };
}

describe('a look that nobody asked for', () => {
  test.each([true, false])('takes ports only where it may: %s', async (takesPorts) => {
    const { asked } = await look(takesPorts, 'done');
    expect(asked).toMatchObject([{ command: 'check', options: { takesNoPorts: !takesPorts } }]);
  });

  test('says that all is well with a node only if its ports were tried', async () => {
    expect((await look(true, 'done')).found).toEqual(['preflight done', 'image done']);
    expect((await look(false, 'done')).found).toEqual(['image done']);
  });

  test('asks only the nodes that can be asked where others cannot', async () => {
    expect((await look(false, 'done', ['node1'])).asked).toMatchObject([{ on: ['node1'] }]);
    expect((await look(false, 'done')).asked[0]).not.toHaveProperty('on');
  });

  test('says what is wrong with a node in any case', async () => {
    expect((await look(false, 'failed')).found).toContain('preflight failed');
  });
});

test.each([true, false])('preflight takes no ports where it must not: %s', async (takesNoPorts) => {
  const asked: string[] = [];
  const context = {
    ...{ lab: { nodes: [] }, node: { name: 'node1' }, nodes: [], options: { takesNoPorts } },
    once: async (what: string) => {
      asked.push(what);
      throw new Error('nothing can be read here');
    },
  };
  const check = preflight(() => ({}) as Questions).check(context as unknown as LabContext);
  await expect(check).rejects.toThrow();
  expect(asked.includes('pairs')).toBe(!takesNoPorts);
});

/** A lab of three nodes that was built, of which the third cannot be asked; what a look at the others finds. */
async function builtOfThree() {
  startQuickClock();
  vi.stubEnv('XDG_STATE_HOME', temporaryFolder('state'));
  onTestFinished(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  const world = madeUpWorld('etcd', 3);
  const session = new Session(world);
  expect(await startOn(session, 'run').finished).toMatchObject({ ok: true });
  const asked = new Set<string>();
  const connect: RunRequest['connect'] = async ({ name }) => {
    asked.add(name);
    return session.node(world.machine(name));
  };
  const lookAtTwo = async (listsNoNetworks: boolean) => {
    const found = await lookAgain(
      { lab: world.lab, file: 'lab.yaml', baseDir: '/', ownFiles: true },
      {
        ...{ track: etcdOutline, before: [], takesPorts: false, startRun: reallyStart, connect, listsNoNetworks },
        ...{ steps: ['image', 'daemon', 'workers'], on: ['node1', 'node2'] },
        signal: new AbortController().signal,
      },
    );
    return found.map(({ step, node, state }) => `${step} ${node} ${state}`).sort();
  };
  return { world, asked, lookAtTwo };
}

describe('with one node away', () => {
  test('each of the others tells what is its own, and nothing is said of what all share', async () => {
    const { world, asked, lookAtTwo } = await builtOfThree();
    world.machine('node1').containers.length = 0;
    expect(await lookAtTwo(false)).toEqual([
      ...['daemon node1 done', 'daemon node2 done', 'image node1 done', 'image node2 done'],
      ...['workers node1 open', 'workers node2 done'],
    ]);
    expect([...asked].sort()).toEqual(['node1', 'node2']);
  });

  test('and with it what keeps the networks, that none is listed says nothing against a worker that runs', async () => {
    const { world, lookAtTwo } = await builtOfThree();
    world.overlays.length = 0;
    const workers = async (listsNoNetworks: boolean) =>
      (await lookAtTwo(listsNoNetworks)).filter((one) => one.startsWith('workers'));
    expect(await workers(true)).toEqual(['workers node1 done', 'workers node2 done']);
    expect(await workers(false)).toEqual(['workers node1 drifted', 'workers node2 drifted']);
    for (const container of world.machine('node1').containers) container.running = false;
    expect(await workers(true)).toEqual(['workers node1 drifted', 'workers node2 done']);
  });
});
