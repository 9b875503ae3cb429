import { expect, test } from 'vitest';
import type { RunResult } from '../../shared/run/events.ts';
import { etcdOutline } from '../../shared/tracks/etcd.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { preflight } from '../tracks/common/preflight/preflight.ts';
import type { LabContext } from '../tracks/common/support/lab-step.ts';
import type { Questions } from '../tracks/common/support/questions.ts';
import { lookAgain } from './look-again.ts';
import type { RunRequest, StartRun } from './run-request.ts';

test('a look that nobody asked for takes no port: a daemon that is being started may want it', async () => {
  const asked: RunRequest[] = [];
  const startRun = ((_, request) => {
    asked.push(request);
    return {
      id: 'look',
      listen: () => () => undefined,
      finished: Promise.resolve({} as RunResult),
      cancel: () => undefined,
    };
  }) as StartRun;
  const connect = () => Promise.reject(new Error('nobody is connected to'));
  const { signal } = new AbortController();
  const look = { track: etcdOutline, steps: ['image'], before: [], startRun, connect, signal } as const;
  await lookAgain({} as TrustedLab, { ...look });
  expect(asked).toMatchObject([{ command: 'check', options: { takesNoPorts: true } }]);
});

test.each([true, false])(
  'preflight tries the ports between nodes unless it is such a look: %s',
  async (takesNoPorts) => {
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
  },
);
