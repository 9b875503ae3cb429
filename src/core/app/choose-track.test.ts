import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadLab } from '../lab/load-lab.ts';
import { Session } from '../machine/fixtures/fake-session.ts';
import { madeUpWorld } from '../machine/fixtures/made-up-lab.ts';
import { keepAgreement } from '../trust/agreed-labs.ts';
import { labText, testCore, until } from './fixtures/test-core.ts';

const withoutTrack = labText('class').replace('track: etcd\n', '').replaceAll('name: n', 'name: node');

async function opened(versions: readonly [string, string]) {
  const world = madeUpWorld();
  for (const [at, version] of versions.entries()) world.machine(`node${at + 1}`).engine.version = version;
  const session = new Session(world);
  const test = await testCore({ connect: async ({ name }) => session.node(world.machine(name)) });
  const file = path.join(test.home, 'class.yaml');
  await writeFile(file, withoutTrack);
  await keepAgreement(await loadLab(file), test.env);
  return { ...test, world, file };
}

test('a lab whose file names no track gets one when it is first opened, and its card says so', async () => {
  const { client, file } = await opened(['26.1.5', '20.10.24']);
  const card = await client.labs.addFile({ path: file });
  expect(card).toMatchObject({ choosesTrack: true, state: 'unknown' });
  expect(card).not.toHaveProperty('track');
  await client.labs.chooseTrack({ id: card.id });
  const cards = await until(client.labs.watch(), ([one]) => one?.track !== undefined);
  expect(cards).toMatchObject([{ track: 'swarm', choosesTrack: true }]);
  const steps = (await client.lesson.commands({ lab: card.id })).map(({ step }) => step);
  expect(steps).toContain('swarm');
});

test('a run chooses where nobody did before, and it stays until a reset', async () => {
  const { client, file, world, runs } = await opened(['20.10.24', '20.10.24']);
  const { id: lab } = await client.labs.addFile({ path: file });
  await client.runs.start({ lab, command: 'run' });
  expect(runs.started.at(-1)?.lab.lab).toMatchObject({ track: 'etcd' });
  await runs.started.at(-1)?.end();
  for (const { engine } of world.machines) engine.version = '26.1.5';
  await client.runs.start({ lab, command: 'reset' });
  expect(runs.started.at(-1)?.lab.lab).toMatchObject({ track: 'etcd' });
  await runs.started.at(-1)?.end();
  await until(client.labs.watch(), ([one]) => one?.lastRun?.command === 'reset' && !one.lastRun.running);
  await client.runs.start({ lab, command: 'run' });
  expect(runs.started.at(-1)?.lab.lab).toMatchObject({ track: 'swarm' });
});

test('machines in a form are asked for their engines; one that does not answer says why', async () => {
  const { client, env } = await opened(['26.1.5+dfsg1', '19.03.15']);
  const { nodes } = parse(withoutTrack);
  expect(await client.labs.engines({ nodes })).toEqual([
    { node: 'node1', version: '26.1.5+dfsg1', hasOpenSwitch: true },
    { node: 'node2', version: '19.03.15', hasOpenSwitch: true },
  ]);
  const away = await testCore({ env, connect: async () => Promise.reject(new Error('away')) });
  const [first] = await away.client.labs.engines({ nodes });
  expect(first).toMatchObject({ node: 'node1', error: { node: 'node1' } });
});

test('a test of one node connects to no other, also where no track was chosen yet', async () => {
  const { client, file } = await opened(['20.10.24', '20.10.24']);
  const { id } = await client.labs.addFile({ path: file });
  await client.labs.test({ id, node: 'node1' });
  const cards = await client.labs.list();
  expect(cards[0]).not.toHaveProperty('track');
});
