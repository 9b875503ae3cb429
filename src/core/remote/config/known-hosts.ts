import { createHmac } from 'node:crypto';
import { anyMatches } from './patterns.ts';

export interface KnownKey {
  /** 'revoked' keys are refused for ever; an 'authority' signs host certificates, which ssh2 does not know. */
  marker: 'none' | 'revoked' | 'authority';
  type: string;
  /** The key as it travels, base64-decoded. */
  key: Buffer;
  line: number;
}

/** OpenSSH's name for a host in known_hosts: the port stands there only when it is not 22. */
export function knownHostsName(host: string, port: number): string {
  const lower = host.toLowerCase();
  return port === 22 ? lower : `[${lower}]:${port}`;
}

/** Whether a name can stand in a line of known_hosts and mean itself there: no pattern, list, marker, hash or comment. */
export function canBeFiled(name: string): boolean {
  return /^(?![-|@#!])[^\s\p{Cc},*?!|"]+$/u.test(name);
}

/** The keys that a known_hosts file gives for a name, as `ssh-keygen -F` finds them. Lines that make no sense are skipped, as there. */
export function findKnownKeys(text: string, name: string): KnownKey[] {
  return text.split('\n').flatMap((content, index) => {
    const parsed = parseLine(content, index + 1);
    return parsed && namesMatch(parsed.names, name) ? [parsed.known] : [];
  });
}

const meanings: Partial<Record<string, KnownKey['marker']>> = {
  '': 'none',
  '@revoked': 'revoked',
  '@cert-authority': 'authority',
};

function parseLine(content: string, line: number): { names: string; known: KnownKey } | undefined {
  const words = content.trim().split(/[ \t]+/);
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
  const meaning = meanings[marker ?? ''];
  if (!meaning) return undefined;
  const [names, type, encoded] = words;
  if (!names || names.startsWith('#') || !type || !encoded) return undefined;
  const key = Buffer.from(encoded, 'base64');
  if (keyType(key) !== type) return undefined;
  return { names, known: { marker: meaning, type, key, line } };
}

/** The type that a key blob names itself: a length of four bytes, then the name. */
export function keyType(key: Buffer): string | undefined {
  if (key.length < 4) return undefined;
  const length = key.readUInt32BE(0);
  return length > 64 || key.length < 4 + length ? undefined : key.toString('latin1', 4, 4 + length);
}

function namesMatch(names: string, name: string): boolean {
  if (names.startsWith('|')) return hashMatches(names, name);
  return anyMatches(names.toLowerCase().split(','), name);
}

function hashMatches(hashed: string, name: string): boolean {
  const [, version, salt, hash] = hashed.split('|');
  if (version !== '1' || !salt || !hash) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}
