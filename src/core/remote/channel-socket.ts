import { Duplex } from 'node:stream';
import type { Channel } from 'ssh2';

/**
 * An SSH channel as a socket. ssh2's own channel never calls back a write after the far end closed, and knows neither
 * errors nor destruction as Node's streams do; http needs both, and some methods of net.Socket besides.
 */
export class ChannelSocket extends Duplex {
  readonly #channel: Channel & Duplex;

  constructor(channel: Channel & Duplex) {
    super({ allowHalfOpen: true });
    this.#channel = channel;
    channel.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) channel.pause();
    });
    channel.on('end', () => this.push(null));
    channel.on('close', () => this.#closed());
    channel.on('error', (error: Error) => this.destroy(error));
  }

  #closed(): void {
    if (this.writableFinished || this.destroyed) return void this.destroy();
    // Let the reader have what came before; writing has no point any more.
    if (this.readableEnded) this.destroy();
    else this.once('end', () => this.destroy());
    if (this.writableLength > 0) this.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (!this.#channel.writable) callback(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    else this.#channel.write(chunk, () => callback());
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#channel.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#channel.close();
    callback(error);
  }

  // net.Socket's settings that have no meaning on a channel, or are set on the connection below it.
  setKeepAlive = () => this;
  setNoDelay = () => this;
  setTimeout = () => this;
  ref = () => this;
  unref = () => this;
}
