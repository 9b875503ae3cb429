import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { TestClient } from '../../core/app/fixtures/test-core.ts';
import { type Procedure, whoMay } from '../../core/app/router/who-may.ts';
import { english, texts } from '../../shared/texts/text.ts';
import { type Call, disguised, type Ids, sampleCalls, withIds } from './fixtures/samples.ts';
import { servedClass } from './fixtures/served-class.ts';

const refusal = english(texts.app.notForGuests);
/** What somebody is told who asks for what is not theirs; anything else that comes back counts as accepted. */
async function isAccepted(client: TestClient, { procedure, input }: Call): Promise<boolean> {
  const [group = '', name = ''] = procedure.split('.');
  const ask = (client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[group]?.[
    name
  ];
  if (!ask) throw new Error(`no procedure ${procedure}`);
  try {
    const answer = await ask(input);
    // A stream tells a refusal with its first message.
    if (isStream(answer)) await answer.next();
    return true;
  } catch (error) {
    return (error as Error).message !== refusal;
  }
}

const isStream = (answer: unknown): answer is AsyncIterator<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** A class with somebody at two seats, each with a run, a terminal and an operation that are going on. */
async function busyClass() {
  const served = await servedClass();
  const [anna, ben, lead] = [await served.student('s1'), await served.student('s2'), await served.instructor()];
  const outside = (await served.addLab('outside')).id;
  const idsOf = async (client: TestClient, lab: string, ofClass: string): Promise<Ids> => ({
    ...{ lab, class: ofClass, operation: randomUUID(), question: randomUUID() },
    run: (await client.runs.start({ lab, command: 'check' })).run,
    terminal: (await client.terminals.open({ lab, node: 'n1', cols: 80, rows: 24 })).terminal,
  });
  const ids = {
    anna: await idsOf(anna.client, served.labOf('s1'), 'net'),
    ben: await idsOf(ben.client, served.labOf('s2'), 'net'),
    outside: await idsOf(served.client, outside, 'other'),
  };
  return { ...served, anna, ben, lead, ids };
}

const may = (who: 'student' | 'instructor', procedure: Procedure) =>
  whoMay[procedure].who === 'guests' || whoMay[procedure].who === `${who}s`;

test('of every call of the contract, made from another seat or with too few rights, none is accepted', {
  timeout: 120_000,
}, async () => {
  const { anna, lead, ids } = await busyClass();
  const calls = sampleCalls();
  const who = [
    { name: 'student' as const, client: anna.client, own: ids.anna, others: [ids.ben, ids.outside] },
    { name: 'instructor' as const, client: lead.client, own: ids.ben, others: [ids.outside] },
  ];
  const accepted: string[] = [];
  let tried = 0;
  const attempt = async (client: TestClient, name: string, call: Call) => {
    tried += 1;
    if (await isAccepted(client, call)) accepted.push(`${name}: ${call.procedure} ${JSON.stringify(call.input)}`);
  };
  for (const { name, client, own, others } of who)
    for (const call of calls) {
      if (!may(name, call.procedure)) {
        await attempt(client, name, withIds(call, own));
        await attempt(client, name, { ...call, input: { ...withIds(call, own).input, rights: { who: 'owner' } } });
        for (const other of others) await attempt(client, name, withIds(call, other));
        continue;
      }
      // Whatever is not asked for is refused, too.
      await attempt(client, name, { ...call, input: { ...withIds(call, own).input, more: true } });
      for (const field of whoMay[call.procedure].never ?? [])
        await attempt(client, name, { ...call, input: { ...withIds(call, own).input, [field]: true } });
      for (const other of others) for (const one of disguised(call, own, other)) await attempt(client, name, one);
    }
  expect(accepted).toEqual([]);
  console.log('TRIED', tried);
  expect(tried).toBeGreaterThanOrEqual(500);
});

test('what is theirs is accepted, so that the rest can fail', { timeout: 60_000 }, async () => {
  const { anna, lead, ids } = await busyClass();
  // These end or hold what the others name, or wait for nodes.
  const left = ['runs.cancel', 'terminals.close', 'operations.cancel', 'questions.answer', 'classes.cancel'];
  const all = sampleCalls().filter(({ procedure }) => !left.includes(procedure));
  const ends = await Promise.all(
    [
      { who: 'student' as const, client: anna.client },
      { who: 'instructor' as const, client: lead.client },
    ].flatMap(({ who, client }) =>
      all
        .filter(({ procedure }) => may(who, procedure))
        .map(async (call) => {
          // Nodes that do not answer are waited for by calls that were accepted.
          const accepted = await Promise.race([isAccepted(client, withIds(call, ids.anna)), wait(2000, true)]);
          return accepted ? [] : [`${who}: ${call.procedure}`];
        }),
    ),
  );
  expect(ends.length).toBeGreaterThan(40);
  expect(ends.flat()).toEqual([]);
});

test('a terminal is joined by its own seat and by who leads; by nobody else, with whatever id', async () => {
  const { anna, ben, lead, ids } = await busyClass();
  expect(await anna.terminal(ids.ben.terminal)).toBe(4404);
  expect(await anna.terminal(ids.outside.terminal)).toBe(4404);
  expect(await lead.terminal(ids.outside.terminal)).toBe(4404);
  for (const id of [
    randomUUID(),
    ids.ben.terminal.toUpperCase(),
    `${ids.anna.terminal}/../${ids.ben.terminal}`,
    '..',
    '',
  ])
    expect(await anna.terminal(id)).not.toBe(101);
  expect(await ben.terminal(ids.ben.terminal)).toBe(101);
  expect(await lead.terminal(ids.anna.terminal)).toBe(101);
});

test('no spelling of a path leads past the table, and no message to a prototype', async () => {
  const { anna, ids } = await busyClass();
  const paths = [
    ...[
      '/labs//addFile',
      '/labs/./addFile',
      '/labs/../labs/addFile',
      '/labs/%61ddFile',
      '/Labs/addFile',
      '/labs/addFile/',
    ],
    ...[
      '/labs/addFile?x',
      '/labs/addFile#x',
      '//labs/addFile',
      '/rpc/labs/addFile',
      '/__proto__/addFile',
      '/constructor',
    ],
    ...['/labs/__proto__', '/labs/constructor/call', '/labs/addFile%00', '/labs\\addFile', '/app/settings', '/'],
  ];
  const answers: string[] = [];
  anna.socket.on('message', (data) => answers.push(String(data)));
  paths.forEach((path, at) => {
    const input = { json: { path: '/etc/passwd' }, meta: [] };
    anna.socket.send(JSON.stringify({ i: String(1000 + at), p: { u: path, b: input } }));
  });
  const polluting = { json: {}, meta: [['nan', '__proto__', 'who']], maps: [['__proto__', 'lab']] };
  anna.socket.send(JSON.stringify({ i: '2000', p: { u: '/labs/snapshot', b: polluting } }));
  // Still there, and what it asks next is judged as before.
  await expect(anna.client.labs.addFile({ path: '/etc/passwd' })).rejects.toThrow(refusal);
  expect(await anna.client.labs.list()).toMatchObject([{ id: ids.anna.lab }]);
  const taken = answers.filter((text) => /"s":2\d\d|root:/.test(text) && /"i":"1\d\d\d"/.test(text));
  expect(taken).toEqual([]);
  expect(Object.hasOwn(Object.prototype, 'who')).toBe(false);
});
