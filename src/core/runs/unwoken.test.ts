import { expect, it, vi } from 'vitest';
import { engineAsleep } from '../machine/engine-asleep.ts';
import type { Node, Operation } from '../machine/port.ts';
import { unwoken } from './unwoken.ts';

function nodeThat(isAsleep: boolean, isAwake = false) {
  const info = vi.fn(async () => ({ ServerVersion: '20.10.24' }));
  const inspect = vi.fn(async () => ({}));
  const run = vi.fn(async ({ name }: Operation<unknown, unknown>) => name === engineAsleep.name && isAsleep);
  const node = { name: 'node1', run, docker: { info, getContainer: () => ({ inspect }) } } as unknown as Node;
  return { docker: unwoken(node, isAwake), info, inspect, run };
}

it('asks an engine that runs, having looked once', async () => {
  const { docker, run } = nodeThat(false);
  expect(await docker.info()).toEqual({ ServerVersion: '20.10.24' });
  await docker.getContainer('a').inspect();
  expect(run).toHaveBeenCalledTimes(1);
});

it('does not look where it is known that it runs', async () => {
  const { docker, run } = nodeThat(false, true);
  expect(await docker.info()).toEqual({ ServerVersion: '20.10.24' });
  expect(run).not.toHaveBeenCalled();
});

it('asks nothing of one that its socket would start, and says what starts it', async () => {
  const { docker, info, inspect } = nodeThat(true);
  const refused = {
    code: 'docker-failed',
    details: { node: 'node1', remedy: expect.stringContaining('systemctl start') },
  };
  await expect(docker.info()).rejects.toMatchObject(refused);
  await expect(docker.getContainer('a').inspect()).rejects.toMatchObject(refused);
  expect([info.mock.calls.length, inspect.mock.calls.length]).toEqual([0, 0]);
});
