import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../../../shared/errors.ts';
import { readLocalFile } from '../../gates/local-file.ts';
import type { Prompts } from '../auth/prompts.ts';
import { canBeFiled, findKnownKeys, type KnownKey, keyType, knownHostsName } from '../config/known-hosts.ts';

export interface HostKeyPlace {
  node: string;
  host: string;
  port: number;
  /** Name under which the key is filed, where ~/.ssh/config gives a HostKeyAlias. */
  alias?: string;
  /** Files whose keys count as seen. */
  files: readonly string[];
  /** Where an accepted key goes. */
  acceptInto: string;
  /** A known_hosts that came with somebody else's lab file. */
  claims?: string;
}

type FiledKey = KnownKey & { file: string };

/** Some have every machine of a company in theirs. */
const mostBytes = 32 * 1024 * 1024;

export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

const nameOf = (place: HostKeyPlace) => place.alias?.toLowerCase() ?? knownHostsName(place.host, place.port);

export const readKnownKeys = (place: HostKeyPlace, signal?: AbortSignal): Promise<FiledKey[]> =>
  keysIn(place.files, place, signal);

async function keysIn(files: readonly string[], place: HostKeyPlace, signal?: AbortSignal): Promise<FiledKey[]> {
  const lists = await Promise.all(
    files.map(async (file) => {
      if (file === '/dev/null') return []; // how one says "none" in ~/.ssh/config
      const subject = { what: 'the known_hosts file', node: place.node, remedy: 'Give a regular known_hosts file.' };
      const read = readLocalFile(file, subject, { most: mostBytes, ...(signal && { signal }) });
      // What may not be read is as good as not there, as for ssh; what is no file, or too large, is told.
      const text = await read.catch((error: unknown) => {
        if (error instanceof LabError || signal?.aborted) throw error;
        return undefined;
      });
      return findKnownKeys(text?.toString('latin1') ?? '', nameOf(place)).map((known) => ({ ...known, file }));
    }),
  );
  return lists.flat();
}

/** Returns when the key is the known one, or was accepted just now; throws before any credential is sent otherwise. */
export async function verifyHostKey(key: Buffer, place: HostKeyPlace, prompts: Prompts): Promise<void> {
  const [known, claims] = await Promise.all([
    readKnownKeys(place),
    keysIn(place.claims === undefined ? [] : [place.claims], place),
  ]);
  const same = (entry: FiledKey) => entry.marker !== 'authority' && entry.key.equals(key);
  const revoked = [...known, ...claims].find((entry) => entry.marker === 'revoked' && same(entry));
  if (revoked) throw revokedKey(key, place, revoked);
  if (known.some(same)) return;
  // A key of a type that was never seen is a change too: we asked for the known types first (see algorithms.ts),
  // so the node no longer has the known key, or someone stands in between.
  // What a lab file claims can only make it stricter.
  const other = [...known, ...(claims.some(same) ? [] : claims)].find((entry) => entry.marker === 'none');
  if (other) throw changedKey(key, place, other);
  const asked = {
    node: place.node,
    host: place.host,
    port: place.port,
    type: keyType(key) ?? 'unknown',
    fingerprint: fingerprint(key),
    ...(claims.some(same) && { claimed: true }),
  };
  if (!canBeFiled(nameOf(place)))
    throw new LabError('bad-input', `${place.node}: no host key can be saved under the name ${nameOf(place)}`, {
      node: place.node,
      remedy:
        'Give it another host or HostKeyAlias: without spaces, commas or wildcards, and without - | @ # at the start.',
    });
  if (!(await prompts.acceptHostKey(asked))) throw unknownKey(key, place, known, claims.some(same));
  await remember(key, place);
}

const where = (place: HostKeyPlace) => `${place.host} port ${place.port}`;

function unknownKey(key: Buffer, place: HostKeyPlace, known: readonly FiledKey[], claimed: boolean): LabError {
  const authority = known.find(({ marker }) => marker === 'authority');
  const notes = [
    claimed && ` ${place.claims} lists it, but that file came with the lab file, so it proves nothing.`,
    authority &&
      ` ${authority.file} line ${authority.line} trusts a certificate authority for this host (@cert-authority); this app does not read host certificates, so the key itself must be known.`,
  ];
  return new LabError(
    'host-key-unknown',
    `The host key of ${place.node} (${where(place)}) is unknown: ${keyType(key)} ${fingerprint(key)}${notes.filter(Boolean).join('')}`,
    {
      node: place.node,
      remedy: `Compare this fingerprint with the one on the machine itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then accept it, or connect once with ssh. The app looks for it in ${place.files.join(', ')}.`,
    },
  );
}

function changedKey(key: Buffer, place: HostKeyPlace, known: FiledKey): LabError {
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

function revokedKey(key: Buffer, place: HostKeyPlace, known: FiledKey): LabError {
  return new LabError(
    'host-key-changed',
    `The host key of ${place.node} (${where(place)}) is revoked: ${keyType(key)} ${fingerprint(key)} (known as ${known.type} ${fingerprint(known.key)}). Nothing was sent.`,
    {
      node: place.node,
      file: known.file,
      line: known.line,
      remedy: 'This key is known to be compromised. Give the machine a new one.',
    },
  );
}

/**
 * One appending write, so that two connections, or an ssh at the same time, never lose each other's lines;
 * a file that was rewritten and renamed would.
 */
async function remember(key: Buffer, place: HostKeyPlace): Promise<void> {
  const file = place.acceptInto;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const { O_RDWR, O_APPEND, O_CREAT, O_NONBLOCK } = constants;
  const handle = await open(file, O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK, 0o600).catch((cause: Error) => {
    throw new LabError('bad-input', `The host key of ${place.node} could not be saved: ${cause.message}`, {
      file,
      node: place.node,
      remedy: `Make ${file} a regular file that you can write to.`,
      cause,
    });
  });
  try {
    const found = await handle.stat();
    if (!found.isFile())
      throw new LabError('bad-input', `${file} is not a file that host keys can be saved in`, { file });
    const { size } = found;
    const last = size > 0 ? (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() : '\n';
    const line = `${nameOf(place)} ${keyType(key)} ${key.toString('base64')}\n`;
    await handle.write(last === '\n' ? line : `\n${line}`);
  } finally {
    await handle.close();
  }
}
