import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';
import type { Decide } from '../link/test-ssh-server.ts';

/** For tests: two keys, one of them encrypted with `open sesame`, and their files in this folder. */
export function keysIn(dir: string) {
  const plain = keyPair();
  const locked = keyPair({ passphrase: 'open sesame', cipher: 'aes256-ctr', rounds: 4 });
  const files = { plain: join(dir, 'plain'), locked: join(dir, 'locked') };
  writeFileSync(files.plain, plain.private);
  writeFileSync(files.locked, locked.private);
  return { plain, locked, files };
}

/** Two in a thousand of those that ssh2 makes it cannot read itself; all that ssh-keygen makes it can. */
export function keyPair(options: { passphrase?: string; cipher?: string; rounds?: number } = {}) {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync(
      'ed25519',
      options as { passphrase: string; cipher: string; rounds: number },
    );
    const read = [ssh2.utils.parseKey(pair.public), ssh2.utils.parseKey(pair.private, options.passphrase)];
    if (!read.some((key) => key instanceof Error)) return pair;
  }
}

/** Takes the given public key, and checks the signature as sshd does. */
export const takesKey =
  (pub: string): Decide =>
  (context) => {
    if (context.method !== 'publickey') return ['publickey'];
    const { key, signature, blob, hashAlgo } = context;
    const allowed = ssh2.utils.parseKey(pub) as ParsedKey;
    if (!allowed.getPublicSSH().equals(key.data)) return ['publickey'];
    return !signature || allowed.verify(blob as Buffer, signature, hashAlgo) === true;
  };

export const takesPassword: Decide = (context) =>
  (context.method === 'password' && context.password === 'right') || ['password'];
