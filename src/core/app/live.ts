/** A value that changes, for any number of windows. A slow one gets the newest value next, never all in between. */
export class Live<T> {
  #value: T;
  #version = 0;
  readonly #waiting = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    this.touch();
  }

  /** Says that the value changed within. */
  touch(): void {
    this.#version++;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** The value now, then after every change, until the signal; `ready` holds it back while the window is behind. */
  async *changes(signal?: AbortSignal, ready?: () => Promise<void>): AsyncGenerator<T, void> {
    let seen = -1;
    while (!signal?.aborted) {
      if (seen === this.#version) await this.#changed(signal);
      else {
        await ready?.();
        seen = this.#version;
        yield this.#value;
      }
    }
  }

  #changed(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}
