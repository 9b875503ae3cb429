const lineFeed = 0x0a;

/** The last bytes that a terminal printed, for a window that was reloaded. */
export class ReplayBuffer {
  readonly #most: number;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #cut = false;

  constructor(most = 256 * 1024) {
    this.#most = most;
  }

  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size > this.#most) {
      const [first = new Uint8Array()] = this.#chunks;
      const excess = this.#size - this.#most;
      if (first.length <= excess) this.#chunks.shift();
      else this.#chunks[0] = first.slice(excess);
      this.#size -= Math.min(first.length, excess);
      this.#cut = true;
    }
  }

  /** From the start of a line where the beginning is gone: never from the middle of a character or a sequence. */
  bytes(): Uint8Array {
    const all = Buffer.concat(this.#chunks);
    return this.#cut ? all.subarray(all.indexOf(lineFeed) + 1) : all;
  }
}
