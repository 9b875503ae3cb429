import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../shared/fixtures/temporary-folder.ts';
import { type Decide, linkTo, type TestServer, testServer } from '../link/test-ssh-server.ts';
import { fromPkcs8 } from './pkcs8.ts';
import { noPrompts } from './prompts.ts';
import { keyPair, keysIn, takesKey } from './test-logins.ts';

const dir = temporaryFolder('auth-keys', afterAll);
const { plain, locked, files } = keysIn(dir);

describe('many keys', () => {
  const others = Array.from({ length: 8 }, (_, index) => {
    const file = join(dir, `other${index}`);
    writeFileSync(file, keyPair().private);
    return file;
  });
  /** As sshd: the connection ends with so many failures. */
  const patient = (most: number, methods: string[]): [Decide, { refused: number }] => {
    const seen = { refused: 0 };
    const decide: Decide = (context) => {
      const right = takesKey(plain.public)(context) === true;
      if (right) return true;
      if (context.method !== 'none' && ++seen.refused >= most) {
        const { _protocol } = connectionOf(context);
        _protocol.disconnect(2);
      }
      return methods;
    };
    return [decide, seen];
  };
  const connectionOf = (_: unknown) =>
    last.connections.at(-1) as unknown as { _protocol: { disconnect(why: number): void } };
  let last: TestServer;

  test('the fifth is still offered where a password might follow, and as many as the node takes where none does', async () => {
    for (const [methods, count] of [
      [['publickey', 'password'], 4],
      [['publickey'], 8],
    ] as const) {
      const [decide] = patient(10, [...methods]);
      await using server = await testServer(decide);
      last = server;
      const route = server.route({ identityFiles: [...others.slice(0, count), files.plain], identityNamed: true });
      await (await linkTo(route)).close();
    }
  });

  test('a node that ends it too early is named as what it is, with the way out', async () => {
    const [decide] = patient(3, ['publickey', 'password']);
    await using server = await testServer(decide);
    last = server;
    const failure = linkTo(server.route({ identityFiles: [...others.slice(0, 4), files.plain], identityNamed: true }));
    await expect(failure).rejects.toMatchObject({
      code: 'auth-failed',
      message: expect.stringMatching(
        /3 of 5 keys were offered.*MaxAuthTries.*not offered: key .*other3, key .*plain\.$/,
      ),
      details: { remedy: expect.stringContaining('identityFile') },
    });
  });
});

describe('an ssh-agent', () => {
  test('that never answers is given up, and told', async () => {
    const socket = join(dir, 'silent');
    const agent = createServer(() => undefined);
    await new Promise<void>((resolve) => void agent.listen(socket, resolve));
    await using server = await testServer(takesKey(locked.public));
    await expect(linkTo(server.route({ identityFiles: [files.plain] }), { agentSocket: socket })).rejects.toMatchObject(
      {
        code: 'auth-failed',
        message: expect.stringContaining('ssh-agent (The ssh-agent at'),
      },
    );
    agent.close();
  });
  test('is not asked where ~/.ssh/config says so', async () => {
    await using server = await testServer(takesKey(plain.public));
    const route = server.route({ identityFiles: [files.plain], identityAgent: 'none' });
    await (await linkTo(route, { agentSocket: join(dir, 'nowhere') })).close();
  });
});

describe('keys in other forms', () => {
  const made = (type: 'rsa' | 'ec' | 'ed25519', passphrase?: string): [string, string] => {
    const { privateKey } =
      type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : type === 'ec'
          ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
          : generateKeyPairSync('ed25519');
    const locking = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
    const file = join(dir, `${type}${passphrase ?? ''}`);
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem', ...locking }).toString();
    writeFileSync(file, pem, { mode: 0o600 });
    const shown = fromPkcs8(Buffer.from(pem), passphrase);
    if (shown instanceof Error) throw shown;
    return [file, `${shown.type} ${shown.getPublicSSH().toString('base64')}`];
  };

  test.each(['rsa', 'ec', 'ed25519'] as const)('PKCS8, %s, in the clear and encrypted', async (type) => {
    for (const passphrase of [undefined, 'open']) {
      const [file, shown] = made(type, passphrase);
      await using server = await testServer(takesKey(shown));
      const prompts = { ...noPrompts, passphrase: async () => passphrase ?? '' };
      await (await linkTo(server.route({ identityFiles: [file] }), { prompts })).close();
      const { status, stdout } = spawnSync('ssh-keygen', ['-y', '-P', passphrase ?? '', '-f', file], {
        encoding: 'utf8',
      });
      if (status === 0) expect(stdout.trim()).toBe(shown);
    }
  });

  test.each(['/dev/zero', '/dev/tty', '/'])('%s is no key, and is not waited for', async (file) => {
    await using server = await testServer(takesKey(plain.public));
    await expect(linkTo(server.route({ identityFiles: [file] }))).rejects.toMatchObject({
      message: expect.stringContaining(`key ${file} (${file} (the identity file) is not a regular file)`),
    });
  });
  test('nor are a pipe that nobody writes and a file that never ends', async () => {
    const pipe = join(dir, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const big = join(dir, 'big');
    writeFileSync(big, '');
    truncateSync(big, 1024 ** 4);
    await using server = await testServer(takesKey(plain.public));
    const failure = await linkTo(server.route({ identityFiles: [pipe, big] })).catch(
      (error: unknown) => error as Error,
    );
    expect((failure as Error).message).toMatch(/pipe .*not a regular file.*big .*too large for the app to read/);
  });
});
