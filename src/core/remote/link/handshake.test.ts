import { generateKeyPairSync } from 'node:crypto';
import ssh2, { type CipherAlgorithm } from 'ssh2';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { localServer } from '../../../shared/fixtures/local-server.ts';
import { temporaryFolder } from '../../../shared/fixtures/temporary-folder.ts';
import type { Route } from '../config/route.ts';
import { inject, linkTo, routeTo } from './test-ssh-server.ts';

const dir = temporaryFolder('handshake', afterAll);

/** A server with these algorithms alone; `strict`: it offers strict key exchange, as all of today's do. */
async function serverWith(
  algorithms: { cipher?: string[]; kex?: string[]; hmac?: string[] },
  strict = true,
): Promise<Route> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  const config = { hostKeys: [key], algorithms: algorithms as { cipher: CipherAlgorithm[] } };
  const server = without(strict ? [] : ['kex-strict-s-v00@openssh.com'], () => new ssh2.Server(config));
  server.on('connection', (connection) => {
    connection
      .on('error', () => {})
      .on('authentication', (context) => {
        told.push(context.method);
        context.accept();
      });
  });
  const front = await localServer((socket) => inject(server, socket));
  onTestFinished(() => front[Symbol.asyncDispose]());
  return routeTo(front.port, key, dir);
}
const told: string[] = [];

/** ssh2 adds the marker of strict key exchange to what a server offers by itself, with `concat`. */
function without<T>(words: readonly string[], make: () => T): T {
  const usual = Array.prototype.concat;
  Array.prototype.concat = function (this: unknown[], ...more: unknown[]) {
    return usual.apply(
      this,
      more.map((one) => (Array.isArray(one) ? one.filter((word) => !words.includes(word)) : one)),
    );
  } as typeof usual;
  try {
    return make();
  } finally {
    Array.prototype.concat = usual;
  }
}
const chacha = 'chacha20-poly1305@openssh.com';

test('a server that has chacha20 alone is spoken to, with strict key exchange', async () => {
  await (await linkTo(await serverWith({ cipher: [chacha] }))).close();
});

test('and is told of, without it: nothing is sent', async () => {
  told.length = 0;
  await expect(linkTo(await serverWith({ cipher: [chacha] }, false))).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/only the cipher chacha20-poly1305 without strict key exchange/),
    details: { remedy: expect.stringMatching(/aes128-gcm@openssh\.com.*Ciphers/) },
  });
  expect(told).toEqual([]);
});

test.each([
  ['cipher', { cipher: ['aes128-cbc', '3des-cbc'] }, /only the cipher aes128-cbc, 3des-cbc/, /Ciphers/],
  [
    'key exchange',
    { kex: ['diffie-hellman-group14-sha1'] },
    /only the key exchange diffie-hellman-group14-sha1/,
    /Kex/,
  ],
  ['MAC', { cipher: ['aes128-ctr'], hmac: ['hmac-sha1'] }, /only the MAC hmac-sha1/, /MACs/],
])('a server with no %s that is spoken here is told by what it offers', async (_, algorithms, message, remedy) => {
  const failure = await linkTo(await serverWith(algorithms)).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'refused', message: expect.stringMatching(message) });
  expect(failure).toMatchObject({ details: { remedy: expect.stringMatching(remedy) } });
});

test.each([
  ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['SSH of the last century', 'SSH-1.5-old\r\n'],
  ['rubbish after a good beginning', 'SSH-2.0-x\r\n\xff\xff\xff\xff\xff\xff\xff\xff'],
])('what answers with %s is not told to be down', async (_, text) => {
  const server = await localServer((socket) => void socket.end(Buffer.from(text, 'latin1')));
  onTestFinished(() => server[Symbol.asyncDispose]());
  const route = { ...(await serverWith({})), port: server.port };
  const failure = await linkTo(route, { connectTimeout: 3000 }).catch((error: unknown) => error as Error);
  expect(JSON.stringify([failure, (failure as Error).message])).not.toMatch(/machine is up/);
});
