import { expect, it } from 'vitest';
import { testCore } from './fixtures/test-core.ts';

it('a window that wants a followed packet no more ends what is being done on the nodes', async () => {
  const begun = Promise.withResolvers<AbortSignal>();
  const core = await testCore({
    connect: (_, { signal }) => {
      if (signal) begun.resolve(signal);
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    },
  });
  const { id } = await core.addLab();
  const over = new AbortController();
  const question = { from: 'n1', to: 'n2', kind: 'ping', size: 56, df: false, count: 3, rate: 5 } as const;
  const asked = core.client.follow.start({ lab: id, question }, { signal: over.signal }).catch(() => 'ended');
  const onNodes = await begun.promise;
  expect(onNodes.aborted).toBe(false);
  over.abort();
  expect(await asked).toBe('ended');
  await expect.poll(() => onNodes.aborted).toBe(true);
});
