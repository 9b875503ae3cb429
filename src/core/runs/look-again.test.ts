import { describe, expect, test } from 'vitest';
import type { EventBody, RunResult } from '../../shared/run/events.ts';
import { etcdOutline } from '../../shared/tracks/etcd.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { recorded } from '../report/fixtures/example-run.ts';
import { preflight } from '../tracks/common/preflight/preflight.ts';
import type { LabContext } from '../tracks/common/support/lab-step.ts';
import type { Questions } from '../tracks/common/support/questions.ts';
import { lookAgain } from './look-again.ts';
import type { RunRequest, StartRun } from './run-request.ts';

/** A look whose checks come out like this; what was asked, and what was found. */
async function look(takesPorts: boolean, state: 'done' | 'failed') {
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
  const wanted = { track: etcdOutline, steps: [...steps], before: [], takesPorts, startRun, connect, signal };
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
  const check = preflight({} as Questions).check(context as unknown as LabContext);
  await expect(check).rejects.toThrow();
  expect(asked.includes('pairs')).toBe(!takesNoPorts);
});
