import { digestOf, findByDigest, newSecret } from '../core/gates/secrets.ts';

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
    const token = newSecret();
    const kept = { digest: digestOf(token), until: this.#now() + lifetimeMs, onUsed };
    this.#tokens = [...this.#tokens.slice(1 - mostTokens), kept];
    return token;
  }

  /** The session that a token is worth; undefined for a wrong, used or old one. */
  exchange(token: string): string | undefined {
    this.#tokens = this.#tokens.filter(({ until = 0 }) => until > this.#now());
    const found = findByDigest(this.#tokens, token);
    if (!found) return undefined;
    this.#tokens = this.#tokens.filter((kept) => kept !== found);
    const session = newSecret();
    this.#sessions.push({ digest: digestOf(session) });
    found.onUsed?.();
    return session;
  }

  isSession(value: string): boolean {
    return findByDigest(this.#sessions, value) !== undefined;
  }
}
