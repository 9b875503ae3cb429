import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { ClassView } from '../../shared/wire/class-view.ts';
import { keepClass } from '../class/known-classes.ts';
import { loadClass } from '../class/load-class.ts';
import { machineLab } from '../class/machine-seat.ts';
import { keepAgreement } from '../trust/agreed-labs.ts';
import { testCore, until } from './fixtures/test-core.ts';

const seatText = (name: string, first: number) =>
  `  - name: ${name}
    nodes:
      - {name: n1, address: 10.0.0.1, ssh: {host: 127.0.0.1, port: ${first}, user: root}}
      - {name: n2, address: 10.0.0.2, ssh: {host: 127.0.0.1, port: ${first + 1}, user: root}}
`;

/** A class of three whose machines the person agreed to; s4 has a practice lab that was never made. */
async function classCore() {
  const core = await testCore();
  const file = path.join(core.home, 'class.yaml');
  const names = ['s1', 's2', 's3'];
  const seats = names.map((name, at) => seatText(name, 3000 + 10 * at)).join('');
  writeFileSync(file, `name: net\ntrack: etcd\nlesson: {to: network}\nseats:\n${seats}  - {name: s4}\n`);
  const loaded = await loadClass(file);
  await keepClass(core.env, loaded);
  for (const seat of loaded.seats.slice(0, 3)) await keepAgreement(await machineLab(core.env, loaded, seat), core.env);
  const view = (wanted: (view: ClassView) => boolean) =>
    until(core.client.classes.watch(), ([first]) => first !== undefined && wanted(first)).then(([one]) => one);
  return { ...core, view, file };
}

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
