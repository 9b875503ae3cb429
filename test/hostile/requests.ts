import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { Target } from '../../src/web/fixtures/hostile-requests.ts';
import { rawRequest, rawText } from '../../src/web/fixtures/raw-request.ts';
import { logIn } from '../../src/web/fixtures/web-client.ts';
import { type Around, type Counts, type Suite, tally } from './harness/suite.ts';
import { type AppProcess, startApp } from './support/app-process.ts';
import { frameCases } from './support/frame-cases.ts';
import { type Case, isAccepted, oddOnes, rightOnes, wrongOnes } from './support/request-cases.ts';
import type { Job } from './support/stranger.ts';

/** Requests, upgrades and frames to the browser shell as it is started: from here, from other addresses and other users. */
export const suite: Suite = { name: 'requests', least: { quick: 253, whole: 640 }, run };

type Tally = ReturnType<typeof tally>;

async function run(around: Around): Promise<Counts> {
  const all = tally();
  const app = await startApp();
  try {
    const address = await app.address();
    const { port, search } = new URL(address);
    const cookie = await logIn(address);
    const at = { port: Number(port), cookie, used: search, terminal: randomUUID() };
    // Warm first: what a process grows to by itself is no harm done.
    for (let count = 0; count < 300; count += 1) await mustBeThere(app, at);
    around.watch(app.pid);
    const parts = [fromHere, fromElsewhere, asAnother, oneToken, idle, frames];
    for (const part of parts) {
      if (around.signal.aborted) break;
      await part({ around, all, app, at });
      await all.attempt(`the app after ${part.name}`, () => mustBeThere(app, at));
      around.report(`${part.name}: ${all.counts.tried} tried`);
    }
    return all.counts;
  } finally {
    await app.end();
  }
}

interface Part {
  around: Around;
  all: Tally;
  app: AppProcess;
  at: Target;
}

async function mustBeThere(app: AppProcess, at: Target): Promise<boolean> {
  if (!app.stands()) throw new Error('it has ended');
  const [window] = rightOnes(at, '');
  const { text } = window ? await rawRequest(at.port, window.request) : { text: '' };
  if (!isAccepted(text)) throw new Error(`it lets its own window in no more: ${text.slice(0, 80)}`);
  return false;
}

/** In groups: one after the other would take minutes. */
async function tryAll(
  { all, around }: Part,
  cases: readonly Case[],
  ask: (one: Case) => Promise<string>,
): Promise<void> {
  for (let from = 0; from < cases.length && !around.signal.aborted; from += 16)
    await Promise.all(
      cases.slice(from, from + 16).map((one) => all.attempt(one.name, async () => isAccepted(await ask(one)))),
    );
}

async function fromHere(part: Part): Promise<void> {
  const { at, around } = part;
  const cases = [...wrongOnes(at), ...oddOnes(at)];
  const chosen = around.quick ? cases.filter((_, index) => index % 4 === 0) : cases;
  await tryAll(part, chosen, async ({ request }) => (await rawRequest(at.port, request)).text);
}

const lanAddresses = () =>
  Object.values(os.networkInterfaces()).flatMap((all = []) =>
    all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
  );

/** Only Linux has all of 127.0.0.0/8. */
const otherAddresses = () => [
  ...(process.platform === 'linux' ? ['127.0.0.2', '127.0.1.1', '127.255.255.254'] : []),
  ...lanAddresses(),
];

/** All that is right, with a session and a token that are good, but from another address of this machine. */
async function fromElsewhere(part: Part): Promise<void> {
  const { at } = part;
  const token = new URL(await part.app.address()).search;
  for (const from of otherAddresses()) {
    const cases = rightOnes(at, token).map(({ name, request }) => ({
      name: `${name}, from ${from}`,
      request: { ...request, from },
    }));
    await tryAll(part, cases, async ({ request }) => (await rawRequest(at.port, request)).text);
  }
}

function startStranger(): { child: ChildProcess; ask: (jobs: Job[]) => Promise<string[]> } {
  const child = fork(path.join(import.meta.dirname, 'support', 'stranger.ts'));
  const ask = (jobs: Job[]) =>
    new Promise<string[]>((resolve, reject) => {
      child.once('message', (answers: string[]) => resolve(answers));
      child.once('exit', () => reject(new Error('the other user’s program has ended')));
      child.send(jobs);
    });
  return { child, ask };
}

/** The same as another user of this machine, who also holds connections, and is gone before anybody looks. */
async function asAnother(part: Part): Promise<void> {
  const { all, app, at, around } = part;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    all.counts.skipped = 'only root on Linux can act as another user; the rest was tried';
    return;
  }
  const { child, ask } = startStranger();
  try {
    const address = await app.address();
    const token = new URL(address).search;
    const right = [...rightOnes(at, token), ...wrongOnes(at).slice(0, around.quick ? 20 : 100)];
    for (const from of ['127.0.0.1', ...otherAddresses()]) {
      const jobs = right.map(({ request }): Job => ({ port: at.port, from, text: rawText(request), how: 'ask' }));
      const answers = await ask(jobs);
      for (const [index, text] of answers.entries())
        await all.attempt(`as another user, from ${from}: ${right[index]?.name}`, () => text !== '');
    }
    const [use] = rightOnes(at, token).slice(-1);
    const burn: Job = { port: at.port, from: '127.0.0.1', text: use ? rawText(use.request) : '', how: 'leave' };
    await ask(Array<Job>(200).fill(burn));
    await ask(Array<Job>(400).fill({ ...burn, text: '', how: 'hold' }));
    await all.attempt('400 connections of another user that say nothing', () => mustBeThere(app, at));
    await ask(Array<Job>(400).fill({ ...burn, text: 'GET / HTTP/1.1\r\nHost: ', how: 'hold' }));
    await all.attempt('400 half requests of another user', () => mustBeThere(app, at));
    await all.attempt('a token that another user has used, who was gone at once', async () => {
      await logIn(address);
      return false;
    });
  } finally {
    child.disconnect();
  }
}

/** One of those who come at once with a token may have it. */
async function oneToken({ all, app, at, around }: Part): Promise<void> {
  for (let round = 0; round < (around.quick ? 1 : 3); round += 1) {
    const [use] = rightOnes(at, new URL(await app.address()).search).slice(-1);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (use ? (await rawRequest(at.port, use.request)).text : '')),
    );
    const winners = answers.filter(isAccepted).length;
    for (const [index] of answers.entries())
      await all.attempt(`a token used 20 times at once (${round})`, () => index < winners - 1);
    if (winners === 0) await all.attempt('a token', () => Promise.reject(new Error('nobody got it')));
  }
}

/** Connections of our own that say nothing, half of something, or too much. */
async function idle({ all, app, at }: Part): Promise<void> {
  for (const text of [
    '',
    'GET / HTTP/1.1\r\n',
    '\0'.repeat(100),
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    '\x16\x03\x01\x02\0\x01',
  ]) {
    const sockets = Array.from({ length: 400 }, () => {
      const socket = connect(at.port, '127.0.0.1', () => socket.write(text));
      return socket.on('error', () => undefined);
    });
    await all.attempt(`400 connections with ${JSON.stringify(text)}`, () => mustBeThere(app, at));
    for (const socket of sockets) socket.destroy();
  }
}

async function frames({ all, app, at, around }: Part): Promise<void> {
  const origin = `http://127.0.0.1:${at.port}`;
  for (const { name, run: send } of frameCases(around.quick)) {
    if (around.signal.aborted) return;
    await all.attempt(name, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${at.port}/rpc`, { headers: { cookie: at.cookie, origin } });
      socket.on('error', () => undefined);
      await new Promise((resolve, reject) => socket.once('open', resolve).once('close', reject));
      try {
        return await send(socket);
      } finally {
        socket.terminate();
      }
    });
    await all.attempt(`the app after ${name}`, () => mustBeThere(app, at));
  }
}
