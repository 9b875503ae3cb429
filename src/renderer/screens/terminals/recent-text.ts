import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';

const keptBytes = 32 * 1024;
const keptChars = 16_384;
/** Listeners hear of a flood a few times a second, not of each piece of it. */
const pauseMs = 50;

/** What came last, as people read it. Bytes are kept as they came: they are read only where somebody asks. */
export class RecentText {
  readonly #listeners = new Set<(recent: string) => void>();
  #pieces: Uint8Array[] = [];
  #size = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;

  add(bytes: Uint8Array): void {
    if (bytes.length >= keptBytes) this.forget();
    this.#pieces.push(bytes.slice(-keptBytes));
    this.#size += Math.min(bytes.length, keptBytes);
    if (this.#size > 2 * keptBytes || this.#pieces.length > 1000) this.#join();
    if (this.#listeners.size === 0 || this.#telling !== undefined) return;
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      const { text } = this;
      for (const listener of this.#listeners) listener(text);
    }, pauseMs);
  }

  /** Hears all of it whenever something came, until it is called that this gives. */
  listen(listener: (recent: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** From here on, only what comes now. */
  forget(): void {
    this.#pieces = [];
    this.#size = 0;
  }

  get text(): string {
    this.#join();
    const [all = new Uint8Array()] = this.#pieces;
    return stripUnsafe(new TextDecoder().decode(all)).slice(-keptChars);
  }

  #join(): void {
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [all.slice(-keptBytes)];
    this.#size = Math.min(this.#size, keptBytes);
  }
}
