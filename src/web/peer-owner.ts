import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { endianness } from 'node:os';
import { LabError } from '../shared/errors.ts';
import { texts } from '../shared/texts/text.ts';

/** Both ends of a connection, seen from the other one. */
export interface Ends {
  peerPort: number;
  ownPort: number;
}

/** The users at the other ends of connections over 127.0.0.1; undefined where the system does not tell of one. */
export type FindOwner = (ends: Ends) => Promise<number | undefined>;

/**
 * A browser sends the cookie of a port to every port of this address, and other users of this machine may listen there:
 * so neither cookie nor token is good for anyone but the person whose app this is. See docs/adr/0012.
 */
export function ownerFinder(platform: NodeJS.Platform = process.platform): FindOwner {
  if (platform === 'linux') return fromTables(readTables);
  if (platform === 'darwin') return fromTables(lsof, { parse: ownersInLsof, looks: 1 });
  throw new LabError('refused', texts.web.noPeerOwner, {
    remedy: texts.web.noPeerOwnerRemedy,
  });
}

/** One reading at a time, for all who came before it began: however many knock, the tables are not read more often. */
export function fromTables(read: () => Promise<string>, { parse = ownersIn, looks = 3 } = {}): FindOwner {
  let going: Promise<unknown> = Promise.resolve();
  let next: Promise<Map<string, number>> | undefined;
  const look = () => {
    next ??= going.then(() => {
      const reading = read().then((text) => parse(text));
      going = reading.catch(() => undefined);
      next = undefined;
      return reading;
    });
    return next;
  };
  return async ({ peerPort, ownPort }) => {
    // The kernel writes its table piece by piece, and may leave a line out while others come and go.
    for (let left = looks; left > 0; left -= 1) {
      const owner = (await look().catch(() => undefined))?.get(pair(peerPort, ownPort));
      if (owner !== undefined) return owner;
    }
    return undefined;
  };
}

const mostBytes = 64 * 1024 * 1024;

/** Both tables, one after the other; a system without IPv6 has but one. */
async function readTables(): Promise<string> {
  const texts = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((table) => readTable(table).catch(() => '')));
  return texts.join('\n');
}

/** The kernel gives a page at a time: one buffer for all of them. */
async function readTable(table: string): Promise<string> {
  const handle = await open(table);
  try {
    const parts: string[] = [];
    const buffer = Buffer.allocUnsafe(64 * 1024);
    for (let size = 0; size < mostBytes; ) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      parts.push(buffer.toString('latin1', 0, bytesRead));
      size += bytesRead;
    }
    return parts.join('');
  } finally {
    await handle.close();
  }
}

const pair = (local: number, remote: number) => `${local} ${remote}`;

/**
 * Who has which connection from 127.0.0.1 to 127.0.0.1, by its ports. Columns: number, local and remote address, state,
 * queues, timer, retransmits, uid, time-out, inode. What is closed already has no inode, and a uid 0 that is nobody's.
 */
export function ownersIn(tables: string, endian: 'BE' | 'LE' = endianness()): Map<string, number> {
  const owners = new Map<string, number>();
  const loopback = endian === 'LE' ? '0100007F' : '7F000001';
  const mapped = `${'0'.repeat(16)}${endian === 'LE' ? 'FFFF0000' : '0000FFFF'}${loopback}`;
  const portOf = (end = '') => {
    const [address, port] = end.split(':');
    return address === loopback || address === mapped ? Number.parseInt(port ?? '', 16) : Number.NaN;
  };
  for (const line of tables.split('\n')) {
    const [, local, remote, state, , , , uid, , inode] = line.trim().split(/\s+/);
    const [from, to] = [portOf(local), portOf(remote)];
    if (state !== established || !from || !to || !/^\d+$/.test(uid ?? '') || !/^[1-9]\d*$/.test(inode ?? '')) continue;
    owners.set(pair(from, to), Number(uid));
  }
  return owners;
}

const established = '01';

export const lsofWords = ['-a', '-nP', '-iTCP@127.0.0.1', '-sTCP:ESTABLISHED', '-Fun'];

/** macOS has no such tables. For an ordinary user lsof tells of their own processes alone, which is all we need. */
function lsof(): Promise<string> {
  return new Promise((resolve) => {
    execFile('/usr/sbin/lsof', lsofWords, { timeout: 5000, maxBuffer: mostBytes }, (_error, stdout) => resolve(stdout));
  });
}

/** The same from lines of a process (`p`), its user (`u`), its files (`f`) and their names (`n`). */
export function ownersInLsof(text: string): Map<string, number> {
  const owners = new Map<string, number>();
  let uid: number | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('p')) uid = undefined;
    if (/^u\d+$/.test(line)) uid = Number(line.slice(1));
    const [, from, to] = /^n127\.0\.0\.1:(\d+)->127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
    if (uid !== undefined && from && to) owners.set(pair(Number(from), Number(to)), uid);
  }
  return owners;
}

/** Root may do everything anyway; under sudo the browser belongs to the person who called it. */
export function mayTalk(
  owner: number | undefined,
  env: NodeJS.ProcessEnv = process.env,
  own: number | undefined = process.getuid?.(),
): boolean {
  if (owner === undefined) return false;
  if (owner === 0 || owner === own) return true;
  return own === 0 && env.SUDO_UID === String(owner);
}
