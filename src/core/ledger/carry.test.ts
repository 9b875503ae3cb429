import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { behindIntent } from '../machine/behind-intent.ts';
import { operation } from '../machine/operation.ts';
import { type LocalNode, localNode } from './fixtures/local-node.ts';
import { labJournal } from './lab-journal.ts';
import { NodeLedger } from './node-ledger.ts';
import { parseLedger } from './record.ts';

const locals: LocalNode[] = [];
afterEach(async () => {
  for (const one of locals.splice(0)) await one.cutOff();
});

const act = operation<{ file: string; intent: string }, number>({
  name: 'test.act',
  program: ({ file, intent }) => behindIntent('lab', intent, { script: 'echo acted >"$1"', words: [file] }),
  read: ({ status }) => status,
});

/** A node, its ledger, and an action there that leaves a file. */
async function fresh() {
  const local = localNode();
  locals.push(local);
  const { node, state } = local;
  const file = (name: string) => path.join(state, 'lab', name);
  const hooks = { takeBaseline: async () => '{}', keepBaseline: async () => {}, keptBaseline: async () => undefined };
  const read = (holder: string, takeOver = false) => NodeLedger.read(node, 'lab', { holder, takeOver, ...hooks });
  const ledger = await read('me');
  const journal = labJournal('lab', new Map([[node, ledger]]), { includeUnowned: false });
  const done = path.join(state, 'done');
  const hasActed = () => existsSync(done);
  const run = (intent: string, signal?: AbortSignal) => node.run(act, { file: done, intent }, { signal });
  const carry = () =>
    journal.carry(node, 'workers', [{ kind: 'container', name: 'worker-1' }], async (intent, signal) => {
      await run(intent, signal);
    });
  const records = () => parseLedger(readFileSync(file('ledger.jsonl'), 'utf8')).records.map(({ body }) => body);
  return { ...local, file, read, ledger, carry, run, hasActed, records };
}

/** Longer than a program takes that waits for nothing. */
const aWhile = 400;
const intent = { type: 'intent', id: 'a', step: 'workers', change: { kind: 'container', name: 'worker-1' } } as const;

describe('an intent that goes out with its action', () => {
  it('is on the disk before the action, which has its outcome then', async () => {
    const { carry, hasActed, records, ledger } = await fresh();
    await carry();
    await ledger.written();
    expect([hasActed(), records().map(({ type }) => type)]).toEqual([true, ['intent', 'outcome']]);
  });

  it('holds the action up until it is there', async () => {
    const { ledger, run, hasActed, file, records } = await fresh();
    const { intent: known, written } = await ledger.send(intent);
    await written;
    const whole = readFileSync(file('ledger.jsonl'), 'utf8');
    writeFileSync(file('ledger.jsonl'), '');
    const acting = run(known);
    await wait(aWhile);
    expect(hasActed()).toBe(false);
    appendFileSync(file('ledger.jsonl'), whole.slice(0, -1));
    await wait(aWhile);
    expect(hasActed(), 'a line without its end').toBe(false);
    appendFileSync(file('ledger.jsonl'), '\n');
    await acting;
    expect([hasActed(), records().length]).toEqual([true, 1]);
  });

  it.each([
    ['the app was killed with its writer, in the middle of the record', (text: string) => text.slice(0, -20)],
    ['nothing of it was written', () => ''],
    ['another record is there instead', (text: string) => text.replace(/"sum":"./, '"sum":"_')],
  ])('where %s nothing is done', async (_, torn) => {
    const { ledger, run, hasActed, file, cutOff } = await fresh();
    const { intent: known, written } = await ledger.send(intent);
    await written;
    await cutOff();
    writeFileSync(file('ledger.jsonl'), torn(readFileSync(file('ledger.jsonl'), 'utf8')));
    const gone = new AbortController();
    const acting = run(known, gone.signal);
    await wait(aWhile);
    gone.abort();
    await expect(acting).rejects.toThrow();
    expect(hasActed()).toBe(false);
  });

  it('a kill between the synced intent and the action leaves an intent in doubt, which the next app sees', async () => {
    const { ledger, hasActed, cutOff, read } = await fresh();
    await (await ledger.send(intent)).written;
    await cutOff();
    const next = await read('next');
    expect([hasActed(), next.inDoubt('workers'), next.outstanding().length]).toEqual([false, true, 1]);
  });

  it('on a disk that takes nothing any more there is no action, and why is told', async () => {
    const { carry, ledger, hasActed, file } = await fresh();
    await ledger.writable();
    mkdirSync(file('ledger.jsonl'));
    await expect(carry()).rejects.toMatchObject({ message: expect.stringContaining('disk full') });
    expect(hasActed()).toBe(false);
  });

  it('on a disk that does not take the baseline there is neither intent nor action', async () => {
    const { carry, hasActed, file, ledger } = await fresh();
    await ledger.lease();
    mkdirSync(path.join(file('baseline.json'), 'in the way'), { recursive: true });
    mkdirSync(file('baseline.new'));
    await expect(carry()).rejects.toMatchObject({ message: expect.stringContaining('disk full') });
    expect([hasActed(), existsSync(file('ledger.jsonl'))]).toEqual([false, false]);
  });

  it('once another app has taken the lab over there is no action, also where the intent is there already', async () => {
    const { ledger, run, hasActed, carry, read } = await fresh();
    const { intent: known, written } = await ledger.send(intent);
    await written;
    await (await read('other', true)).lease();
    const gone = new AbortController();
    const acting = run(known, gone.signal);
    await wait(aWhile);
    gone.abort();
    await expect(acting).rejects.toThrow();
    await expect(carry()).rejects.toMatchObject({ code: 'held' });
    expect(hasActed()).toBe(false);
  });

  it('of several that go out at once each waits for its own', async () => {
    const { carry, records, ledger } = await fresh();
    await Promise.all([carry(), carry(), carry()]);
    await ledger.written();
    expect(records().filter(({ type }) => type === 'outcome')).toHaveLength(3);
  });
});
