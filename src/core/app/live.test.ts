import { expect, test } from 'vitest';
import { Live } from './live.ts';

test('a reader that is slow gets the newest value, not all of them', async () => {
  const live = new Live(0);
  const seen: number[] = [];
  const abort = new AbortController();
  const reading = (async () => {
    for await (const value of live.changes(abort.signal)) {
      seen.push(value);
      await new Promise((resolve) => setImmediate(resolve));
      if (value === 1000) abort.abort();
    }
  })();
  for (let value = 1; value <= 1000; value++) live.set(value);
  await reading;
  expect(seen.at(-1)).toBe(1000);
  expect(seen.length).toBeLessThan(4);
});

test('a window that is behind holds it back', async () => {
  const live = new Live('old');
  let go = () => {};
  const ready = () =>
    new Promise<void>((resolve) => {
      go = resolve;
    });
  const next = live.changes(undefined, ready).next();
  await new Promise((resolve) => setImmediate(resolve));
  live.set('new');
  go();
  expect(await next).toEqual({ done: false, value: 'new' });
});

test('the signal ends it while it waits', async () => {
  const abort = new AbortController();
  const changes = new Live(1).changes(abort.signal);
  await changes.next();
  const waiting = changes.next();
  abort.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
});
