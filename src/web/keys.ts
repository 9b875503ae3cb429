import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

interface Kept {
  digest: Buffer;
  /** Milliseconds of `now`; absent for ever. */
  until?: number;
  onUsed?: (() => void) | undefined;
}

/** Nobody waits for the older ones of so many. */
const mostTokens = 100;

/** One-time tokens for a first address, and the sessions that they were exchanged for. Only digests are kept. */
export class Keys {
  #tokens: Kept[] = [];
  readonly #sessions: Kept[] = [];
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A token that is good once, and for this long. */
  newToken(lifetimeMs: number, onUsed?: () => void): string {
    const token = secret();
    const kept = { digest: digest(token), until: this.#now() + lifetimeMs, onUsed };
    this.#tokens = [...this.#tokens.slice(1 - mostTokens), kept];
    return token;
  }

  /** The session that a token is worth; undefined for a wrong, used or old one. */
  exchange(token: string): string | undefined {
    this.#tokens = this.#tokens.filter(({ until = 0 }) => until > this.#now());
    const found = find(this.#tokens, token);
    if (!found) return undefined;
    this.#tokens = this.#tokens.filter((kept) => kept !== found);
    const session = secret();
    this.#sessions.push({ digest: digest(session) });
    found.onUsed?.();
    return session;
  }

  isSession(value: string): boolean {
    return find(this.#sessions, value) !== undefined;
  }
}

/** 256 bits. */
const secret = () => randomBytes(32).toString('base64url');

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares with every one, each in constant time: how long it takes says nothing of how near a guess was. */
function find(all: readonly Kept[], given: string): Kept | undefined {
  const wanted = digest(given);
  let found: Kept | undefined;
  for (const kept of all) if (timingSafeEqual(kept.digest, wanted)) found = kept;
  return found;
}
