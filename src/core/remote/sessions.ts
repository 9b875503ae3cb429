import { setTimeout as wait } from 'node:timers/promises';
import type { ClientChannel } from 'ssh2';
import { LabError } from '../../shared/errors.ts';

/**
 * sshd allows 10 sessions on a connection (MaxSessions) unless told otherwise. One is the guard's, one is kept for
 * whatever else, eight are for programs; the rest wait here. Where sshd allows fewer, its refusals tell us, and the
 * limit goes down to what it bears.
 */
export class Sessions {
  #active = 0;
  #limit: number;
  readonly #waiting: (() => void)[] = [];
  readonly #node: string;

  constructor(node: string, limit = 8) {
    this.#node = node;
    this.#limit = limit;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Opens a session channel when there is room; it counts until it is closed. */
  async open(start: () => Promise<ClientChannel>, signal?: AbortSignal): Promise<ClientChannel> {
    for (let attempt = 0; ; attempt++) {
      await this.#enter(signal);
      try {
        const channel = await start();
        channel.once('close', () => this.#leave());
        return channel;
      } catch (error) {
        const others = this.#active - 1;
        if (isRefusal(error) && others > 0) this.#limit = Math.max(1, Math.min(this.#limit, others));
        this.#leave();
        if (!isRefusal(error) || (others === 0 && attempt >= 5)) throw this.#explain(error);
        // A session that has just closed may still be counted there for a moment.
        if (others === 0) await wait(5 * 3 ** attempt);
      }
    }
  }

  async #enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#active < this.#limit) {
      this.#active++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener('abort', give);
        this.#active++;
        resolve();
      };
      const give = () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        reject(signal?.reason as Error);
      };
      this.#waiting.push(go);
      signal?.addEventListener('abort', give, { once: true });
    });
  }

  #leave(): void {
    this.#active--;
    while (this.#active < this.#limit && this.#waiting.length > 0) this.#waiting.shift()?.();
  }

  #explain(error: unknown): unknown {
    if (!isRefusal(error)) return error;
    return new LabError('refused', `sshd on ${this.#node} opens no further session: ${(error as Error).message}`, {
      node: this.#node,
      remedy: 'The app needs two sessions on a connection at least: raise MaxSessions in sshd_config (10 is usual).',
      cause: error,
    });
  }
}

const isRefusal = (error: unknown) => error instanceof Error && /Channel open failure/.test(error.message);
