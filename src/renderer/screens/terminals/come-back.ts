const firstPauseMs = 1000;
const longestPauseMs = 15_000;
/** A node that restarts is back by then; after some minutes a person decides. */
const mostTries = 30;

/** Tries again, with growing pauses, to reach a node whose connection dropped. */
export class ComeBack {
  readonly #again: () => void;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(again: () => void) {
    this.#again = again;
  }

  get trying(): boolean {
    return this.#tries > 0;
  }

  /** False where it was tried often enough. */
  later(): boolean {
    this.stop();
    if (this.#tries >= mostTries) return false;
    this.#timer = setTimeout(this.#again, Math.min(firstPauseMs * 2 ** this.#tries, longestPauseMs));
    this.#tries += 1;
    return true;
  }

  /** No further try comes by itself; one that is on its way still counts as one. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  done(): void {
    this.stop();
    this.#tries = 0;
  }
}
