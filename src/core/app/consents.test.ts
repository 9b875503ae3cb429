import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import type { Question } from '../../shared/wire/question.ts';
import { labText, testCore, until } from './fixtures/test-core.ts';

const some = (list: Question[]) => list.length > 0;
const connect = async () => Promise.reject(new LabError('unreachable', 'nobody there'));

/** A core with a lab file from elsewhere in its list. */
async function strange() {
  let connected = 0;
  const core = await testCore({
    connect: () => {
      connected += 1;
      return connect();
    },
  });
  const file = path.join(core.home, 'strange.yaml');
  await writeFile(file, labText('strange'));
  const { id } = await core.client.labs.addFile({ path: file });
  return { ...core, id, connected: () => connected };
}

test.each([
  ['a run', 'runs'],
  ['a test of a node', 'test'],
  ['what stands there', 'status'],
  ['a terminal', 'terminal'],
] as const)('%s asks about the file first, and connects to nothing after a no', async (_, way) => {
  const { client, id, connected, runs } = await strange();
  const ways = {
    runs: () => client.runs.start({ lab: id, command: 'run' }),
    test: () => client.labs.test({ id, node: 'n1' }),
    status: () => client.labs.status({ id }),
    terminal: () => client.terminals.open({ lab: id, node: 'n1', cols: 80, rows: 24 }),
  };
  const told = ways[way]().then(
    (value) => value,
    (error: { data: unknown }) => ({ error: error.data }),
  );
  const [question] = await until(client.questions.watch(), some);
  expect(question).toMatchObject({
    kind: 'lab-file',
    lab: id,
    facts: { name: 'strange', connects: [{ node: 'n1', host: '127.0.0.1', port: 2201, user: 'root' }, { node: 'n2' }] },
  });
  await client.questions.answer({ id: question?.id ?? '', answer: false });
  expect(await told).toMatchObject({ error: { code: 'cancelled' } });
  expect([connected(), runs.started]).toEqual([0, []]);
});

test('all that wait share one question; a yes is kept', async () => {
  const { client, id, connected } = await strange();
  const both = Promise.all(['n1', 'n2'].map((node) => client.labs.test({ id, node })));
  const [question] = await until(client.questions.watch(), some);
  await client.questions.answer({ id: question?.id ?? '', answer: true });
  expect(await both).toMatchObject([{ error: { code: 'unreachable' } }, { error: { code: 'unreachable' } }]);
  expect(connected()).toBe(2);
  expect((await client.labs.status({ id })).nodes).toHaveLength(2);
});

test('whoever asked first may leave: the others are still asked', async () => {
  const { client, id, connected } = await strange();
  const [first, second] = [new AbortController(), new AbortController()];
  const test = (node: string, { signal }: AbortController) =>
    client.labs.test({ id, node }, { signal }).catch((error: Error) => error);
  const left = test('n1', first);
  const [question] = await until(client.questions.watch(), some);
  const stays = test('n2', second);
  // What a window sends is heard in its order: when this is answered, core knows of the second.
  await client.labs.list();
  first.abort();
  await left;
  await client.labs.list();
  expect(await until(client.questions.watch(), () => true)).toMatchObject([{ id: question?.id }]);
  await client.questions.answer({ id: question?.id ?? '', answer: true });
  expect(await stays).toMatchObject({ error: { code: 'unreachable' } });
  expect(connected()).toBe(1);
});

test('with the last that waits the question goes; it may be asked again', async () => {
  const { client, id } = await strange();
  const only = new AbortController();
  const left = client.labs.status({ id }, { signal: only.signal }).catch((error: Error) => error);
  await until(client.questions.watch(), some);
  only.abort();
  expect(await left).toBeInstanceOf(Error);
  await until(client.questions.watch(), (list) => list.length === 0);
  const again = client.labs.status({ id });
  const [question] = await until(client.questions.watch(), some);
  await client.questions.answer({ id: question?.id ?? '', answer: true });
  expect((await again).nodes).toHaveLength(2);
});

test('a window that only looks does not bring a declined question back; a person does', async () => {
  const { client, id } = await strange();
  const looked = client.labs.status({ id }).catch((error: { data: unknown }) => error.data);
  const [question] = await until(client.questions.watch(), some);
  await client.questions.answer({ id: question?.id ?? '', answer: null });
  expect(await looked).toMatchObject({ code: 'cancelled' });
  await expect(client.labs.status({ id })).rejects.toMatchObject({ data: { code: 'refused' } });
  const checked = client.runs.start({ lab: id, command: 'check' }).catch((error: { data: unknown }) => error.data);
  const [once] = await until(client.questions.watch(), some);
  await client.questions.answer({ id: once?.id ?? '', answer: false });
  expect(await checked).toMatchObject({ code: 'cancelled' });
  const tested = client.labs.test({ id, node: 'n1' });
  const [again] = await until(client.questions.watch(), some);
  await client.questions.answer({ id: again?.id ?? '', answer: true });
  expect(await tested).toMatchObject({ error: { code: 'unreachable' } });
});

test('a lab that was put together in the form is not asked about', async () => {
  const { client, connected } = await strange();
  const ssh = { host: '127.0.0.1' };
  const nodes = ['1', '2'].map((n) => ({ name: `n${n}`, address: `192.168.5.${n}`, ssh }));
  const { id } = await client.labs.addForm({ name: 'mine', track: 'etcd', network: { name: 'myapp' }, nodes });
  expect(await client.labs.test({ id, node: 'n1' })).toMatchObject({ error: { code: 'unreachable' } });
  expect(connected()).toBe(1);
});
