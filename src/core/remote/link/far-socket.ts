import { Duplex, type Readable, type Writable } from 'node:stream';
import type { Channel } from 'ssh2';

/** What a far end looks like from here: a channel, or a program's two pipes. */
interface FarEnd {
  readable: Readable;
  writable: Writable;
  close(): void;
}

/**
 * A far end as a socket. ssh2's own channel never calls back a write after the other side closed, and knows neither
 * errors nor destruction as Node's streams do; http needs both, and some methods of net.Socket besides.
 */
export class FarSocket extends Duplex {
  readonly #far: FarEnd;
  #isOver = false;

  constructor(far: FarEnd) {
    super({ allowHalfOpen: true });
    this.#far = far;
    far.readable.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) far.readable.pause();
    });
    far.readable.on('end', () => {
      this.#isOver = true;
      this.push(null);
    });
    far.readable.on('error', (error: Error) => this.destroy(error));
  }

  /** True once the far end has ended, also while nobody reads. */
  get isOver(): boolean {
    return this.#isOver || this.destroyed;
  }

  /** The far end is gone: the reader still has what came before, writing has no point any more. */
  farClosed(reason?: Error): void {
    this.#isOver = true;
    if (reason) this.destroy(reason);
    else if (this.writableLength > 0) this.destroy(brokenPipe());
    else if (this.readableEnded) this.destroy();
    else this.once('end', () => this.destroy());
  }

  override _read(): void {
    this.#far.readable.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (this.#far.writable.writable) this.#far.writable.write(chunk, () => callback());
    else callback(brokenPipe());
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#far.writable.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#far.close();
    callback(error);
  }

  // net.Socket's settings that have no meaning here, or are set on the connection below.
  setKeepAlive = () => this;
  setNoDelay = () => this;
  setTimeout = () => this;
  ref = () => this;
  unref = () => this;
}

const brokenPipe = () => Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });

export function channelSocket(channel: Channel & Duplex): FarSocket {
  const socket = new FarSocket({ readable: channel, writable: channel, close: () => channel.close() });
  channel.on('close', () => socket.farClosed());
  return socket;
}
