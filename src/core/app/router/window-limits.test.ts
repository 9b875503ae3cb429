import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { testCore, until } from '../fixtures/test-core.ts';
import { checkInput, windowCalls } from './window-limits.ts';

const refused = { code: 'refused' };
const settled = (all: Promise<unknown>[]) => Promise.allSettled(all).then((ends) => ends.map(({ status }) => status));

test('a window has at most so many answers and streams at a time, and gets more when some of them are over', async () => {
  const { client, openWindow } = await testCore();
  const streams: AsyncIterator<unknown>[] = [];
  const subscribe = async () => streams.push((await client.labs.watch())[Symbol.asyncIterator]());
  const ends = await settled(Array.from({ length: 300 }, subscribe));
  expect(ends.filter((end) => end === 'fulfilled')).toHaveLength(200);
  await expect(client.app.info()).rejects.toMatchObject({ data: refused });
  // Another window is not held up by it.
  expect(await openWindow().client.app.info()).toMatchObject({ version: '1.2.3' });
  for (const stream of streams.slice(0, 20)) await stream.return?.();
  await expect.poll(() => client.app.info().catch(() => undefined)).toMatchObject({ version: '1.2.3' });
});

test('what came to its end, with or without a mistake, counts no more', async () => {
  const { client } = await testCore();
  for (let count = 0; count < 300; count += 1) await client.labs.remove({ id: 'none' }).catch(() => undefined);
  for (let count = 0; count < 300; count += 1) await client.labs.remove({ id: '' }).catch(() => undefined);
  for (let count = 0; count < 250; count += 1) await until(client.operations.watch(), () => true);
  expect(await client.app.info()).toMatchObject({ version: '1.2.3' });
});

test('of what starts programs there are fewer, and a call ends once', () => {
  const calls = windowCalls(() => undefined);
  const ends = Array.from({ length: 4 }, () => calls.begin('report.export'));
  expect(() => calls.begin('report.export')).toThrow(expect.objectContaining(refused));
  ends[0]?.();
  ends[0]?.();
  calls.begin('report.export');
  expect(() => calls.begin('report.export')).toThrow(expect.objectContaining(refused));
  calls.begin('app.info');
});

test('a window that keeps asking for more is cut off', () => {
  let cuts = 0;
  const calls = windowCalls(() => {
    cuts += 1;
  });
  const ask = () => {
    try {
      calls.begin('labs.watch');
    } catch {}
  };
  for (let count = 0; count < 700; count += 1) ask();
  expect(cuts).toBe(0);
  ask();
  expect(cuts).toBe(1);
});

test.each([
  ['values', Array.from({ length: 20_001 }, () => 0)],
  ['values below', { nodes: Array.from({ length: 10_000 }, () => ({ a: 1 })), more: [1] }],
  ['levels', JSON.parse(`${'{"a":'.repeat(11)}1${'}'.repeat(11)}`)],
])('an input of too many %s is told of before it is looked at', (_, input) => {
  expect(() => checkInput(input)).toThrow(expect.objectContaining({ code: 'too-large' }));
});

const long = 'x'.repeat(1_000_000);
const id = randomUUID();

test('every procedure refuses an oversized input with a typed error', async () => {
  const { client } = await testCore();
  const wide = Array.from({ length: 100_000 }, () => long.slice(0, 3)) as never[];
  const oversized: Record<string, Promise<unknown>> = {
    saveSettings: client.app.saveSettings({ terminalFont: long }),
    addFile: client.labs.addFile({ path: `/${long}` }),
    addFormName: client.labs.addForm({ name: long, track: 'etcd', network: { name: 'a' }, nodes: [] }),
    addFormNodes: client.labs.addForm({ name: 'a', track: 'etcd', network: { name: 'a' }, nodes: wide }),
    remove: client.labs.remove({ id: long }),
    test: client.labs.test({ id: long, node: 'a' }),
    testNode: client.labs.test({ id: 'a', node: long }),
    status: client.labs.status({ id: long }),
    up: client.practice.up({ name: long, nodes: 1e9, suite: 'bookworm' }),
    start: client.practice.start({ name: long }),
    stop: client.practice.stop({ name: long }),
    down: client.practice.down({ name: long }),
    cancel: client.operations.cancel({ id: long }),
    answerId: client.questions.answer({ id: long, answer: true }),
    answer: client.questions.answer({ id, answer: long }),
    commands: client.lesson.commands({ lab: long }),
    runLab: client.runs.start({ lab: long, command: 'check' }),
    runOnly: client.runs.start({ lab: 'a', command: 'check', only: wide }),
    runSkip: client.runs.start({ lab: 'a', command: 'check', skip: Array(51).fill('image') }),
    runCancel: client.runs.cancel({ run: long }),
    events: client.runs.events({ lab: 'a', run: id, from: 1e300 }),
    snapshot: client.labs.snapshot({ id: long }),
    typed: client.labs.typed({ id: long }),
    export: client.report.export({ lab: long, format: 'html' }),
    open: client.terminals.open({ lab: 'a', node: 'b', container: long, cols: 80, rows: 24 }),
    close: client.terminals.close({ terminal: long }),
  };
  for (const [name, call] of Object.entries(oversized)) {
    const code = await call.then(
      () => 'accepted',
      (error: { data?: { code: string } }) => error.data?.code ?? String(error),
    );
    expect([name, code]).toEqual([name, expect.stringMatching(/^(bad-input|too-large)$/)]);
  }
});

test('operations: eight at a time, and of those of no lab one of each', async () => {
  const { client, practice } = await testCore();
  practice.hold();
  await client.practice.install();
  await expect(client.practice.install()).rejects.toMatchObject({ data: refused });
  const up = (name: string) => client.practice.up({ name, nodes: 2, suite: 'bookworm' });
  for (let count = 0; count < 7; count += 1) await up(`a${count}`);
  await expect(up('b')).rejects.toMatchObject({ data: refused });
});

test('the list holds no more labs than it can read', async () => {
  const { client, addLab, env } = await testCore();
  const card = await addLab();
  const { writePrivate } = await import('../../gates/private-file.ts');
  const registry = `${env.XDG_DATA_HOME}/overlay-lab/labs.json`;
  await writePrivate(registry, JSON.stringify({ files: Array.from({ length: 500 }, (_, index) => `/none/${index}`) }));
  await expect(client.labs.addFile({ path: card.file })).rejects.toMatchObject({ data: { code: 'too-large' } });
});
