import type { Duplex } from 'node:stream';

/** A socket that tells whether its far end has ended, though nobody reads it. */
export type AheadSocket = Duplex & { readonly isOver: boolean };

/** Requests that are made at a time when a run begins, where most are. */
export const usual = 6;

/**
 * Sockets that are opened before anybody asks for one, so that a request to a node that is far away does not wait for it.
 * Nothing is asked on them. One whose far end has gone is dropped when it is taken; where none can be opened, none is opened
 * ahead until one could.
 */
export class ChannelsAhead {
  readonly #open: () => Promise<AheadSocket>;
  readonly #ahead = new Set<Promise<AheadSocket | undefined>>();
  #works = true;

  constructor(open: () => Promise<AheadSocket>) {
    this.#open = open;
  }

  /** Opens what is missing. One that cannot be opened is no error: whoever needs one is told why. */
  fill(): void {
    while (this.#works && this.#ahead.size < usual) this.#ahead.add(this.#one().catch(() => undefined));
  }

  /** One that is open and was not used, or one that is opened now. */
  async take(): Promise<Duplex> {
    const ready = await this.takeOpen();
    if (ready) {
      this.fill();
      return ready;
    }
    const opening = this.#one();
    this.fill();
    const socket = await opening;
    return socket.off('error', ignore);
  }

  /** One that is open and was not used, where there is one; no other one is opened. */
  async takeOpen(): Promise<Duplex | undefined> {
    for (const next of this.#ahead) {
      this.#ahead.delete(next);
      const socket = await next;
      if (socket && !socket.isOver) return socket.off('error', ignore);
      socket?.destroy();
    }
    return undefined;
  }

  /** One that is opened now; no other one is. */
  async openOne(): Promise<Duplex> {
    const socket = await this.#one();
    return socket.off('error', ignore);
  }

  /** Closes them all. */
  forget(): void {
    for (const one of this.#ahead) void one.then((socket) => socket?.destroy());
    this.#ahead.clear();
  }

  async #one(): Promise<AheadSocket> {
    try {
      const socket = await this.#open();
      this.#works = true;
      return socket.on('error', ignore);
    } catch (error) {
      this.#works = false;
      throw error;
    }
  }
}

const ignore = () => undefined;
