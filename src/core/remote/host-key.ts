import { createHash } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../../shared/errors.ts';
import { findKnownKeys, type KnownKey, keyType, knownHostsName } from './known-hosts.ts';
import type { Prompts } from './prompts.ts';

export interface HostKeyPlace {
  node: string;
  host: string;
  port: number;
  /** Name under which the key is filed, where ~/.ssh/config gives a HostKeyAlias. */
  alias?: string;
  /** Files that are read; an accepted key goes into the first. */
  files: readonly string[];
}

export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

const nameOf = (place: HostKeyPlace) => place.alias?.toLowerCase() ?? knownHostsName(place.host, place.port);

export async function readKnownKeys(place: HostKeyPlace): Promise<(KnownKey & { file: string })[]> {
  const lists = await Promise.all(
    place.files.map(async (file) => {
      const text = await readFile(file, 'latin1').catch(() => '');
      return findKnownKeys(text, nameOf(place)).map((known) => ({ ...known, file }));
    }),
  );
  return lists.flat();
}

/** Returns when the key is the known one, or was accepted just now; throws before any credential is sent otherwise. */
export async function verifyHostKey(key: Buffer, place: HostKeyPlace, prompts: Prompts): Promise<void> {
  const known = await readKnownKeys(place);
  const same = known.filter((entry) => entry.key.equals(key));
  const revoked = same.find((entry) => entry.marker === 'revoked');
  if (revoked) throw revokedKey(key, place, revoked);
  if (same.length > 0) return;
  // A key of a type that was never seen is a change too: we asked for the known types first (see algorithms.ts),
  // so the node no longer has the known key, or someone stands in between.
  const other = known.find((entry) => entry.marker === 'none');
  if (other) throw changedKey(key, place, other);
  const question = { node: place.node, host: place.host, port: place.port, type: keyType(key) ?? 'unknown' };
  if (!(await prompts.acceptHostKey({ ...question, fingerprint: fingerprint(key) }))) throw unknownKey(key, place);
  await remember(key, place);
}

const where = (place: HostKeyPlace) => `${place.host} port ${place.port}`;

function unknownKey(key: Buffer, place: HostKeyPlace): LabError {
  return new LabError(
    'host-key-unknown',
    `The host key of ${place.node} (${where(place)}) is not known: ${keyType(key)} ${fingerprint(key)}`,
    {
      node: place.node,
      remedy: `Compare this fingerprint with the one on the machine itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then accept it, or connect once with ssh. It is looked for in ${place.files.join(', ')}.`,
    },
  );
}

function changedKey(key: Buffer, place: HostKeyPlace, known: KnownKey & { file: string }): LabError {
  return new LabError(
    'host-key-changed',
    `The host key of ${place.node} (${where(place)}) has changed: known is ${known.type} ${fingerprint(known.key)}, offered was ${keyType(key)} ${fingerprint(key)}. Nothing was sent.`,
    {
      node: place.node,
      file: known.file,
      line: known.line,
      remedy: `Another machine may be answering in its place. If the machine was really reinstalled, remove the old key with: ssh-keygen -R ${nameOf(place)} -f ${known.file}`,
    },
  );
}

function revokedKey(key: Buffer, place: HostKeyPlace, known: KnownKey & { file: string }): LabError {
  return new LabError(
    'host-key-changed',
    `The host key of ${place.node} (${where(place)}) is revoked: ${keyType(key)} ${fingerprint(key)} (known as ${known.type} ${fingerprint(known.key)}). Nothing was sent.`,
    {
      node: place.node,
      file: known.file,
      line: known.line,
      remedy: 'This key is known to be stolen. Give the machine a new one.',
    },
  );
}

/**
 * One appending write, so that two connections, or an ssh at the same time, never lose each other's lines;
 * a file that was rewritten and renamed would.
 */
async function remember(key: Buffer, place: HostKeyPlace): Promise<void> {
  const file = place.files[0];
  if (!file) return;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    const last = size > 0 ? (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() : '\n';
    const line = `${nameOf(place)} ${keyType(key)} ${key.toString('base64')}\n`;
    await handle.write(last === '\n' ? line : `\n${line}`);
  } finally {
    await handle.close();
  }
}
