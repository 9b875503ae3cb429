import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../shared/fixtures/temporary-folder.ts';
import { algorithmsFor } from './algorithms.ts';
import { fingerprint, type HostKeyPlace, readKnownKeys, verifyHostKey } from './host-key.ts';
import { type HostKeyQuestion, noPrompts, type Prompts } from './prompts.ts';

const root = temporaryFolder('host-key', afterAll);

function newKey(): Buffer {
  const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const part = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return Buffer.concat([part(Buffer.from('ssh-ed25519')), part(Buffer.from(x ?? '', 'base64url'))]);
}

let asked: HostKeyQuestion[] = [];
const accepting: Prompts = {
  ...noPrompts,
  acceptHostKey: async (question) => {
    asked.push(question);
    return true;
  },
};
let file = '';
let place: HostKeyPlace;
const lineOf = (key: Buffer, prefix = '') => `${prefix}[10.0.0.1]:2201 ssh-ed25519 ${key.toString('base64')}\n`;

beforeEach(() => {
  asked = [];
  file = join(mkdtempSync(join(root, 'x-')), 'sub', 'known_hosts');
  place = { node: 'node1', host: '10.0.0.1', port: 2201, files: [file, join(root, 'none')] };
});

test('an unknown key that nobody can accept is an error with its fingerprint, and is not remembered', async () => {
  const key = newKey();
  const error = expect.objectContaining({
    code: 'host-key-unknown',
    message: expect.stringContaining(fingerprint(key)),
  });
  await expect(verifyHostKey(key, place, noPrompts)).rejects.toEqual(error);
  expect(existsSync(file)).toBe(false);
});

test('an accepted key is asked for once, kept private, and found again', async () => {
  const key = newKey();
  await verifyHostKey(key, place, accepting);
  await verifyHostKey(key, place, accepting);
  expect(asked).toEqual([
    { node: 'node1', host: '10.0.0.1', port: 2201, type: 'ssh-ed25519', fingerprint: fingerprint(key) },
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('what stood in the file stays, also when its last line has no end', async () => {
  await verifyHostKey(newKey(), place, accepting);
  writeFileSync(file, '# mine\nother ssh-ed25519 AAAA');
  await Promise.all([
    verifyHostKey(newKey(), place, accepting),
    verifyHostKey(newKey(), { ...place, host: 'b' }, accepting),
  ]);
  expect(readFileSync(file, 'utf8')).toMatch(/^# mine\nother ssh-ed25519 AAAA\n+\[.*\n+\[.*\n$/);
});

test('a changed key is a stop that shows both fingerprints; nobody is asked', async () => {
  const [known, offered] = [newKey(), newKey()];
  await verifyHostKey(known, place, accepting);
  asked = [];
  const failure = await verifyHostKey(offered, place, accepting).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'host-key-changed', details: { node: 'node1', line: 1 } });
  expect((failure as Error).message).toContain(fingerprint(known));
  expect((failure as Error).message).toContain(fingerprint(offered));
  expect(asked).toEqual([]);
});

test('a revoked key is a stop even where it is known as well', async () => {
  const key = newKey();
  await verifyHostKey(newKey(), { ...place, host: 'other' }, accepting);
  writeFileSync(file, lineOf(key) + lineOf(key, '@revoked '));
  await expect(verifyHostKey(key, place, accepting)).rejects.toMatchObject({ code: 'host-key-changed' });
});

test('the type of key that is known is asked for first, and nothing weak is asked for at all', async () => {
  const algorithms = algorithmsFor(['ssh-rsa']);
  expect((algorithms.serverHostKey as string[]).slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
  expect(JSON.stringify(algorithms)).not.toMatch(/chacha20|cbc|sha1|"ssh-rsa"|dss|md5/);
  expect(await readKnownKeys(place)).toEqual([]);
});
