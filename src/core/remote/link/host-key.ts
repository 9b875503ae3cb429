import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../../../shared/errors.ts';
import { type Text, texts } from '../../../shared/texts/text.ts';
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
      const subject = { what: texts.link.knownHosts, node: place.node, remedy: texts.link.knownHostsRemedy };
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
    throw new LabError('bad-input', texts.link.notFiled({ node: place.node, name: nameOf(place) }), {
      node: place.node,
      remedy: texts.link.notFiledRemedy,
    });
  if (!(await prompts.acceptHostKey(asked))) throw unknownKey(key, place, known, claims.some(same));
  await remember(key, place);
}

const shown = (key: Buffer) => `${keyType(key)} ${fingerprint(key)}`;
const shownAs = (known: KnownKey) => `${known.type} ${fingerprint(known.key)}`;

function unknownKey(key: Buffer, place: HostKeyPlace, known: readonly FiledKey[], claimed: boolean): LabError {
  const authority = known.find(({ marker }) => marker === 'authority');
  const notes = [
    ...(claimed ? [texts.link.claimed({ file: place.claims ?? '' })] : []),
    ...(authority ? [texts.link.authority({ file: authority.file, line: authority.line })] : []),
  ];
  const { node, host, port } = place;
  return new LabError('host-key-unknown', texts.link.unknownKey({ node, host, port, key: shown(key), notes }), {
    node: place.node,
    remedy: texts.link.unknownKeyRemedy({ files: place.files }),
  });
}

function changedKey(key: Buffer, place: HostKeyPlace, known: FiledKey): LabError {
  const { node, host, port } = place;
  const message = texts.link.changedKey({ node, host, port, known: shownAs(known), offered: shown(key) });
  return wrongKey(known, node, message, texts.link.changedKeyRemedy({ name: nameOf(place), file: known.file }));
}

function revokedKey(key: Buffer, { node, host, port }: HostKeyPlace, known: FiledKey): LabError {
  const message = texts.link.revokedKey({ node, host, port, key: shown(key), known: shownAs(known) });
  return wrongKey(known, node, message, texts.link.revokedKeyRemedy);
}

const wrongKey = ({ file, line }: FiledKey, node: string, message: Text, remedy: Text): LabError =>
  new LabError('host-key-changed', message, { node, file, line, remedy });

/**
 * One appending write, so that two connections, or an ssh at the same time, never lose each other's lines;
 * a file that was rewritten and renamed would.
 */
async function remember(key: Buffer, place: HostKeyPlace): Promise<void> {
  const file = place.acceptInto;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const { O_RDWR, O_APPEND, O_CREAT, O_NONBLOCK } = constants;
  const handle = await open(file, O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK, 0o600).catch((cause: Error) => {
    throw new LabError('bad-input', texts.link.keyNotSaved({ node: place.node, why: cause.message }), {
      file,
      node: place.node,
      remedy: texts.link.keyNotSavedRemedy({ file }),
      cause,
    });
  });
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new LabError('bad-input', texts.link.noPlaceForKeys({ file }), { file });
    const { size } = found;
    const last = size > 0 ? (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() : '\n';
    const line = `${nameOf(place)} ${keyType(key)} ${key.toString('base64')}\n`;
    await handle.write(last === '\n' ? line : `\n${line}`);
  } finally {
    await handle.close();
  }
}
