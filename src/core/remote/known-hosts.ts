import { createHmac } from 'node:crypto';

export interface KnownKey {
  /** 'revoked' keys are refused for ever; lines of authorities are left out: this client takes no host certificates. */
  marker: 'none' | 'revoked';
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

/** The keys that a known_hosts file gives for a name, as `ssh-keygen -F` finds them. Lines that make no sense are skipped, as there. */
export function findKnownKeys(text: string, name: string): KnownKey[] {
  return text.split('\n').flatMap((content, index) => {
    const parsed = parseLine(content, index + 1);
    return parsed && namesMatch(parsed.names, name) ? [parsed.known] : [];
  });
}

function parseLine(content: string, line: number): { names: string; known: KnownKey } | undefined {
  const words = content.trim().split(/[ \t]+/);
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
  if (marker !== undefined && marker !== '@revoked') return undefined;
  const [names, type, encoded] = words;
  if (!names || names.startsWith('#') || !type || !encoded) return undefined;
  const key = Buffer.from(encoded, 'base64');
  if (keyType(key) !== type) return undefined;
  return { names, known: { marker: marker ? 'revoked' : 'none', type, key, line } };
}

/** The type that a key blob names itself: a length of four bytes, then the name. */
export function keyType(key: Buffer): string | undefined {
  if (key.length < 4) return undefined;
  const length = key.readUInt32BE(0);
  return length > 64 || key.length < 4 + length ? undefined : key.toString('latin1', 4, 4 + length);
}

function namesMatch(names: string, name: string): boolean {
  if (names.startsWith('|')) return hashMatches(names, name);
  let found = false;
  for (const pattern of names.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!');
    if (!patternMatches(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

function hashMatches(hashed: string, name: string): boolean {
  const [, version, salt, hash] = hashed.split('|');
  if (version !== '1' || !salt || !hash) return false;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}

/** `*` and `?` only; no regular expression, so a hostile pattern cannot make it slow. */
export function patternMatches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      resume = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
