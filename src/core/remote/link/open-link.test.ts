import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { noPrompts } from '../auth/prompts.ts';
import { linkTo, listen, testServer } from './test-ssh-server.ts';

const anyone = () => true;

test('a known host lets us in; closing is no loss', async () => {
  await using server = await testServer(anyone);
  const states: string[] = [];
  const link = await linkTo(server.route(), { onState: (state) => states.push(state) });
  expect(states).toEqual(['connecting', 'verifying', 'authenticating', 'ready']);
  await link.close();
  expect(await link.lost).toBeUndefined();
});

test.each(['unknown', 'changed', 'revoked'])('%s key: no credential leaves this computer', async (kind) => {
  await using server = await testServer(anyone);
  await using other = await testServer(anyone);
  const { readFileSync } = await import('node:fs');
  const line = readFileSync(server.knownHosts, 'utf8');
  const port = `[127.0.0.1]:${server.route().port}`;
  const wrong = readFileSync(other.knownHosts, 'utf8').replace(/^\S+/, port);
  writeFileSync(server.knownHosts, { unknown: '', changed: wrong, revoked: `${line}@revoked ${line}` }[kind] ?? '');
  const failure = linkTo(server.route({ passwordEnv: 'PW' }), { env: { PW: 'secret' } });
  await expect(failure).rejects.toMatchObject({ code: kind === 'unknown' ? 'host-key-unknown' : 'host-key-changed' });
  expect(server.tried).toEqual([]);
});

test('a new key exchange asks nobody again', async () => {
  await using server = await testServer(anyone);
  writeFileSync(server.knownHosts, '');
  let asked = 0;
  const acceptHostKey = async () => ++asked > 0;
  const link = await linkTo(server.route(), { prompts: { ...noPrompts, acceptHostKey } });
  writeFileSync(server.knownHosts, '');
  await new Promise<void>((resolve) => server.connections[0]?.rekey(() => resolve()));
  expect(asked).toBe(1);
  expect(link.gone()).toBeUndefined();
  await link.close();
});

test('connections dropped before SSH begins are tried again', async () => {
  await using server = await testServer(anyone, 3);
  const states: string[] = [];
  const link = await linkTo(server.route(), { onState: (state) => states.push(state) });
  expect(states.filter((state) => state === 'retrying')).toHaveLength(3);
  await link.close();
});

test('one that drops them for ever is unreachable, and says why', async () => {
  await using server = await testServer(anyone, 1000);
  await expect(linkTo(server.route(), { connectTimeout: 500 })).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('has closed connections before SSH starts'),
  });
});

test('a port where nobody listens, and one where nobody speaks, are unreachable', async () => {
  await using server = await testServer(anyone);
  const mute = createServer(() => {});
  const port = await listen(mute);
  await expect(linkTo(server.route({ port: 1 }))).rejects.toMatchObject({ code: 'unreachable' });
  await expect(linkTo(server.route({ port }), { connectTimeout: 300 })).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('no answer within 300 ms'),
  });
  mute.close();
});

test('a machine that takes the connection, and whose sshd says nothing, is named after 6 s', async () => {
  await using server = await testServer(anyone);
  let connected = () => {};
  const taken = new Promise<void>((resolve) => {
    connected = resolve;
  });
  const mute = createServer(() => connected());
  const port = await listen(mute);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const failure = linkTo(server.route({ port }), { connectTimeout: 60_000 }).catch((error: unknown) => error);
    await taken;
    // Its own side hears of it a moment later; from then on the seconds count, so time is moved until they are over.
    let isOver = false;
    void failure.then(() => {
      isOver = true;
    });
    while (!isOver) {
      await wait(10);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(await failure).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('its sshd says nothing for 6000 ms'),
    });
  } finally {
    vi.useRealTimers();
    mute.close();
  }
});

test('an abort ends the attempt, and afterwards has no power over the connection', async () => {
  await using server = await testServer(anyone);
  const early = new AbortController();
  const mute = createServer(() => early.abort());
  const port = await listen(mute);
  await expect(linkTo(server.route({ port }), { signal: early.signal })).rejects.toMatchObject({ code: 'cancelled' });
  mute.close();
  const late = new AbortController();
  const link = await linkTo(server.route(), { signal: late.signal });
  late.abort();
  await new Promise((resolve) => setImmediate(resolve));
  expect(link.gone()).toBeUndefined();
  await link.close();
});

test('a connection that the node ends is lost, with the reason', async () => {
  await using server = await testServer(anyone);
  const link = await linkTo(server.route());
  server.connections[0]?.end();
  expect(await link.lost).toMatchObject({ code: 'unreachable', details: { node: 'node1' } });
  expect(link.gone()).toBe(await link.lost);
});
