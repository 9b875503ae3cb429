const lineFeed = 0x0a;

/**
 * The last bytes that a terminal printed, for a window that was reloaded. Copied into one ring: pieces as they came would
 * each keep the packet that they came in, and a terminal that prints letter by letter would hold many of them.
 */
export class ReplayBuffer {
  readonly #ring: Buffer;
  /** Bytes that came in all; the next one goes to this place of the ring. */
  #count = 0;

  constructor(most = 256 * 1024) {
    this.#ring = Buffer.allocUnsafe(most);
  }

  add(chunk: Uint8Array): void {
    const { length } = this.#ring;
    const last = chunk.length > length ? chunk.subarray(chunk.length - length) : chunk;
    const at = (this.#count + chunk.length - last.length) % length;
    const fits = Math.min(last.length, length - at);
    this.#ring.set(last.subarray(0, fits), at);
    this.#ring.set(last.subarray(fits), 0);
    this.#count += chunk.length;
  }

  /** From the start of a line where the beginning is gone: never from the middle of a character or a sequence. */
  bytes(): Uint8Array {
    const { length } = this.#ring;
    if (this.#count <= length) return Buffer.from(this.#ring.subarray(0, this.#count));
    const at = this.#count % length;
    const all = Buffer.concat([this.#ring.subarray(at), this.#ring.subarray(0, at)]);
    return all.subarray(all.indexOf(lineFeed) + 1);
  }
}
