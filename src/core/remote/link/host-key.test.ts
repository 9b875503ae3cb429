import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../shared/fixtures/temporary-folder.ts';
import { type HostKeyQuestion, noPrompts, type Prompts } from '../auth/prompts.ts';
import { algorithmsFor } from './algorithms.ts';
import { fingerprint, type HostKeyPlace, readKnownKeys, verifyHostKey } from './host-key.ts';

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
  place = { node: 'node1', host: '10.0.0.1', port: 2201, files: [file, join(root, 'none')], acceptInto: file };
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

describe('a known_hosts that came with a lab file', () => {
  const claiming = (text: string) => {
    const claims = join(dirname(dirname(file)), 'claims');
    writeFileSync(claims, text);
    place = { ...place, claims };
    return claims;
  };

  test('is not believed: its key is asked about, and goes into the app’s own file only', async () => {
    const key = newKey();
    const claims = claiming(lineOf(key));
    await expect(verifyHostKey(key, place, noPrompts)).rejects.toMatchObject({
      code: 'host-key-unknown',
      message: expect.stringContaining(claims),
    });
    await verifyHostKey(key, place, accepting);
    expect(asked).toMatchObject([{ claimed: true }]);
    expect(readFileSync(claims, 'utf8')).toBe(lineOf(key));
    expect(readFileSync(file, 'utf8')).toBe(lineOf(key));
    await verifyHostKey(key, place, noPrompts);
  });

  test('cannot take back what the person knows', async () => {
    const [known, offered] = [newKey(), newKey()];
    await verifyHostKey(known, place, accepting);
    claiming(lineOf(offered));
    await expect(verifyHostKey(offered, place, accepting)).rejects.toMatchObject({ code: 'host-key-changed' });
  });

  test('makes it stricter: another key than the one it names, or one that it revokes, is a stop', async () => {
    const key = newKey();
    claiming(lineOf(newKey()));
    await expect(verifyHostKey(key, place, accepting)).rejects.toMatchObject({ code: 'host-key-changed' });
    claiming(lineOf(key, '@revoked '));
    await expect(verifyHostKey(key, place, accepting)).rejects.toMatchObject({ code: 'host-key-changed' });
  });

  test.each(['/dev/zero', '/dev/tty', '/'])('%s is refused by name', async (claims) => {
    place = { ...place, claims };
    await expect(verifyHostKey(newKey(), place, accepting)).rejects.toMatchObject({
      code: 'bad-input',
      details: { file: claims },
    });
  });
});

test('an authority in known_hosts is named: host certificates are not read', async () => {
  mkdirSync(dirname(file), { recursive: true });
  const key = newKey();
  writeFileSync(file, lineOf(newKey(), '@cert-authority ') + lineOf(key, '@cert-authority '));
  await expect(verifyHostKey(key, place, noPrompts)).rejects.toMatchObject({
    code: 'host-key-unknown',
    message: expect.stringMatching(/line 1 .*@cert-authority/),
  });
});

test.each(['a b', 'a,b', '-a', '|1|a', '@revoked', '#a', '*', 'a?', 'a\nb', '!a', ''])(
  'no key is kept under the name %j: it would mean something else in the file',
  async (alias) => {
    await expect(verifyHostKey(newKey(), { ...place, alias }, accepting)).rejects.toMatchObject({ code: 'bad-input' });
    expect([asked, existsSync(file)]).toEqual([[], false]);
  },
);

test.each(['/dev/null', 'a FIFO'])('a key is not kept in %s', async (name) => {
  const acceptInto = name === '/dev/null' ? name : join(mkdtempSync(join(root, 'f-')), 'fifo');
  if (acceptInto !== name) execFileSync('mkfifo', [acceptInto]);
  await expect(verifyHostKey(newKey(), { ...place, acceptInto }, accepting)).rejects.toMatchObject({
    code: 'bad-input',
    details: { file: acceptInto },
  });
});

test('the type of key that is known is asked for first, and nothing weak is asked for at all', async () => {
  const algorithms = algorithmsFor(['ssh-rsa']);
  expect((algorithms.serverHostKey as string[]).slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
  expect(JSON.stringify(algorithms)).not.toMatch(/cbc|sha1|"ssh-rsa"|dss|md5/);
  // Agreed on only where the server has nothing else, and used only with strict key exchange: handshake.test.ts.
  expect((algorithms.cipher as string[]).at(-1)).toMatch(/chacha20/);
  expect(await readKnownKeys(place)).toEqual([]);
});
