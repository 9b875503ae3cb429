import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { LabError } from '../../../shared/errors.ts';
import { temporaryFolder } from '../../../shared/fixtures/temporary-folder.ts';
import { type Decide, linkTo, testServer } from '../link/test-ssh-server.ts';
import { noPrompts } from './prompts.ts';
import { keysIn, takesKey, takesPassword } from './test-logins.ts';

const dir = temporaryFolder('auth', afterAll);
const { plain, locked, files } = keysIn(dir);

test('a key file', async () => {
  await using server = await testServer(takesKey(plain.public));
  await (await linkTo(server.route({ identityFiles: [files.plain] }))).close();
  // Neither asked what the node takes, nor whether it would take this one.
  expect(server.tried).toEqual(['publickey']);
});

test('a key that another one comes before is not sent unasked', async () => {
  await using server = await testServer(takesKey(plain.public));
  await (await linkTo(server.route({ identityFiles: [files.locked, files.plain] }))).close();
  expect(server.tried[0]).toBe('none');
});

test('the passphrase of an encrypted key is asked for when the node would take the key', async () => {
  await using server = await testServer(takesKey(locked.public));
  const asked: object[] = [];
  const passphrase = async (question: object) => {
    asked.push(question);
    return asked.length === 1 ? 'wrong' : 'open sesame';
  };
  const route = server.route({ identityFiles: [files.plain, files.locked] });
  await (await linkTo(route, { prompts: { ...noPrompts, passphrase } })).close();
  expect(asked).toEqual([
    { node: 'node1', file: files.locked },
    { node: 'node1', file: files.locked },
  ]);
});

test('and not when it would not', async () => {
  await using server = await testServer(takesKey(plain.public));
  let asked = 0;
  const passphrase = async () => String(++asked);
  const route = server.route({ identityFiles: [files.locked, files.plain] });
  await (await linkTo(route, { prompts: { ...noPrompts, passphrase } })).close();
  expect(asked).toBe(0);
});

test('what was tried stands in the error; without a passphrase too', async () => {
  await using server = await testServer(takesKey(locked.public));
  const route = server.route({ identityFiles: [files.plain, files.locked, join(dir, 'none')] });
  const failure = await linkTo(route).catch((error: unknown) => error as LabError);
  expect(failure).toMatchObject({ code: 'auth-failed' });
  expect((failure as LabError).message).toContain(
    `key ${files.plain}, key ${files.locked} (is encrypted and no passphrase`,
  );
});

test('a person who cancels at a prompt cancels the connection', async () => {
  const cancel = async () => {
    throw new LabError('cancelled', 'no more');
  };
  await using keys = await testServer(takesKey(locked.public));
  const prompts = { ...noPrompts, passphrase: cancel, password: cancel };
  const withKey = linkTo(keys.route({ identityFiles: [files.locked] }), { prompts });
  await expect(withKey).rejects.toMatchObject({ code: 'cancelled' });
  await using passwords = await testServer(takesPassword);
  await expect(linkTo(passwords.route(), { prompts })).rejects.toMatchObject({ code: 'cancelled' });
});

test('the password of an environment variable is tried once, and remembered for sudo', async () => {
  await using server = await testServer(takesPassword);
  const route = server.route({ passwordEnv: 'PW' });
  const link = await linkTo(route, { env: { PW: 'right' } });
  expect(link.password).toBe('right');
  await link.close();
  server.tried.length = 0;
  const failure = await linkTo(route, { env: { PW: 'hunter2' } }).catch((error: unknown) => error as LabError);
  expect(failure).toMatchObject({ code: 'auth-failed' });
  expect(server.tried).toEqual(['none', 'password']);
  expect(JSON.stringify([failure, (failure as LabError).message, String((failure as LabError).stack)])).not.toContain(
    'hunter2',
  );
});

test('a person has two tries, and is told that the first was refused', async () => {
  await using server = await testServer(takesPassword);
  const told: unknown[] = [];
  const password = async ({ refused }: { refused?: boolean }) => {
    told.push(refused);
    return 'wrong';
  };
  await expect(linkTo(server.route(), { prompts: { ...noPrompts, password } })).rejects.toMatchObject({
    code: 'auth-failed',
  });
  expect(server.tried).toEqual(['none', 'password', 'password']);
  expect(told).toEqual([false, true]);
});

test('a person who cancels after a wrong password is told that the node refused it', async () => {
  await using server = await testServer(takesPassword);
  let asked = 0;
  const password = async () => {
    if (++asked === 1) return 'wrong';
    throw new LabError('cancelled', 'no more');
  };
  await expect(linkTo(server.route(), { prompts: { ...noPrompts, password } })).rejects.toMatchObject({
    code: 'auth-failed',
    message: 'node1 refused joe@127.0.0.1. Tried: password. It accepts password.',
  });
  expect(server.tried).toEqual(['none', 'password']);
});

test('and a connection that is cancelled at the second question is cancelled', async () => {
  await using server = await testServer(takesPassword);
  const abort = new AbortController();
  let asked = 0;
  const password = async () => {
    if (++asked === 1) return 'wrong';
    abort.abort();
    throw new LabError('cancelled', 'no more');
  };
  const prompts = { ...noPrompts, password };
  await expect(linkTo(server.route(), { prompts, signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' });
});

test('nobody is asked for a password that the node would not take', async () => {
  await using server = await testServer(takesKey(plain.public));
  let asked = 0;
  const password = async () => String(++asked);
  await expect(linkTo(server.route(), { prompts: { ...noPrompts, password } })).rejects.toMatchObject({
    code: 'auth-failed',
  });
  expect(server.tried).toEqual(['none']);
});

const asks =
  (...prompts: { prompt: string; echo: boolean }[]): Decide =>
  (context) => {
    if (context.method !== 'keyboard-interactive') return ['keyboard-interactive'];
    return new Promise<boolean>((resolve) => {
      context.prompt(prompts, (answers) => resolve(answers.includes('right')));
    });
  };
const hidden = { prompt: 'Password: ', echo: false };

test('keyboard-interactive: one hidden question gets the password', async () => {
  await using server = await testServer(asks(hidden));
  await (await linkTo(server.route({ passwordEnv: 'PW' }), { env: { PW: 'right' } })).close();
});

test.each([
  ['two questions', [hidden, { prompt: 'And again: ', echo: false }]],
  ['a visible one', [{ prompt: 'Your password? ', echo: true }]],
])('keyboard-interactive: %s get none', async (_name, prompts) => {
  await using server = await testServer(asks(...prompts));
  const failure = linkTo(server.route({ passwordEnv: 'PW' }), { env: { PW: 'right' } });
  await expect(failure).rejects.toMatchObject({ code: 'auth-failed' });
});

/** The first thing right is half of it: the other one is wanted then. */
const both =
  (first: 'publickey' | 'password', second: 'publickey' | 'password'): Decide =>
  (context) => {
    const wanted = steps.length === 0 ? first : second;
    if (context.method !== wanted) return [wanted];
    const right = (context.method === 'password' ? takesPassword : takesKey(plain.public))(context);
    if (right !== true) return [wanted];
    if (context.method === 'publickey' && !context.signature) return true; // asked only whether it would do
    steps.push(wanted);
    return steps.length === 2 || { partial: [second] };
  };
let steps: string[] = [];
beforeEach(() => {
  steps = [];
});

test.each([
  ['publickey', 'password'],
  ['password', 'publickey'],
] as const)('a server that wants two things, %s and then %s', async (one, other) => {
  await using server = await testServer(both(one, other));
  const route = server.route({ identityFiles: [files.locked, files.plain], passwordEnv: 'OVERLAY_LAB_PW' });
  const link = await linkTo(route, { env: { OVERLAY_LAB_PW: 'right' } });
  expect(steps).toEqual([one, other]);
  expect(link.password).toBe('right');
  await link.close();
});

test('what was taken is told where the other half fails', async () => {
  await using server = await testServer(both('publickey', 'password'));
  const route = server.route({ identityFiles: [files.plain], passwordEnv: 'OVERLAY_LAB_PW' });
  await expect(linkTo(route, { env: { OVERLAY_LAB_PW: 'wrong' } })).rejects.toMatchObject({
    code: 'auth-failed',
    message: `node1 refused joe@127.0.0.1. Tried: key ${files.plain} (accepted), password from OVERLAY_LAB_PW. It accepts password.`,
  });
});
