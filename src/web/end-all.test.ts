import { expect, test } from 'vitest';
import { endAll } from './end-all.ts';

test('all begin to end at once, and all are waited for, whatever one of them throws', async () => {
  const told: string[] = [];
  const goOn = Promise.withResolvers<void>();
  const slow = async () => {
    told.push('slow begins');
    await goOn.promise;
    told.push('slow ends');
  };
  const broken = () => {
    told.push('broken');
    throw new Error('broken');
  };
  const ended = endAll([slow, broken, async () => void told.push('last')]);
  expect(told).toEqual(['slow begins', 'broken', 'last']);
  goOn.resolve();
  await ended;
  expect(told.at(-1)).toBe('slow ends');
});

test('one that never ends is not waited for', async () => {
  const told: string[] = [];
  await endAll([() => new Promise<never>(() => {}), async () => void told.push('other')], 20);
  expect(told).toEqual(['other']);
});
