import { expect, test, vi } from 'vitest';
import { unlessAsleep } from './engine-asleep.ts';
import type { Node } from './port.ts';

const nodeThat = (isAsleep: boolean) => {
  const run = vi.fn(async () => isAsleep);
  return { run, check: unlessAsleep({ name: 'node1', run: run as unknown as Node['run'] }) };
};

test('one look does for all that come meanwhile, and who comes later looks again', async () => {
  const { run, check } = nodeThat(false);
  await Promise.all([check(), check(), check()]);
  expect(run).toHaveBeenCalledTimes(1);
  await check();
  expect(run).toHaveBeenCalledTimes(2);
});

test('of one that its socket would start it says what starts it', async () => {
  await expect(nodeThat(true).check()).rejects.toMatchObject({
    code: 'docker-failed',
    details: { node: 'node1', remedy: expect.stringContaining('systemctl start') },
  });
});
