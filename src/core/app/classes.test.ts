import { writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { classCore } from './fixtures/class-core.ts';

test('a class is shown with its seats, each a lab of the window’s', async () => {
  const { view } = await classCore();
  const shown = await view(({ seats }) => seats.filter(({ lab }) => lab).length === 3);
  expect(shown).toMatchObject({ name: 'net', track: 'etcd', goal: 'network' });
  expect(shown?.seats[3]).toEqual({ name: 's4' });
});

test('a run to a part is a run of each lab; a seat that fails, or has no lab, stops no other', async () => {
  const { client, runs, view } = await classCore();
  await view(() => true);
  await client.classes.act({ class: 'net', seats: ['s1', 's2', 's4'], command: 'run', to: 'network' });
  await vi.waitFor(() => expect(runs.started).toHaveLength(2), { timeout: 10_000 });
  expect(runs.started.map(({ request }) => request.only?.at(-1))).toEqual(['network', 'network']);
  await expect(client.classes.act({ class: 'net', seats: ['s3'], command: 'check' })).rejects.toThrow(
    /at work already/,
  );
  const at = (seat: string) => runs.started.find(({ lab }) => lab.lab.name === `net-${seat}`);
  await at('s1')?.end(false, [{ code: 'refused', message: 'not here', texts: {} }]);
  await at('s2')?.end();
  const shown = await view(({ work }) => work?.running === false);
  expect(shown?.work?.seats.map(({ seat, state }) => `${seat} ${state}`)).toEqual(['s1 failed', 's2 ok', 's4 failed']);
  expect(shown?.work?.seats[0]?.error?.message).toBe('not here');
});

test('a reset has its depth, and cancelling ends what runs', async () => {
  const { client, runs, view } = await classCore();
  await view(() => true);
  await client.classes.act({ class: 'net', seats: ['s1', 's2'], command: 'reset', depth: 'typed' });
  await vi.waitFor(() => expect(runs.started).toHaveLength(2), { timeout: 10_000 });
  expect(runs.started[0]?.request).toMatchObject({ command: 'reset', depth: 'typed' });
  await client.classes.cancel({ class: 'net' });
  await view(({ work }) => work?.running === false);
  expect(runs.started.map(({ cancelled }) => cancelled)).toEqual([true, true]);
  await expect(client.classes.cancel({ class: 'net' })).rejects.toThrow(/not at work/);
});

test('a class file with a mistake says it in place of seats', async () => {
  const { view, file } = await classCore();
  writeFileSync(file, 'name: net\nseats: none\n');
  expect((await view(({ problem }) => problem !== undefined))?.problem).toContain('class.yaml:2');
});
