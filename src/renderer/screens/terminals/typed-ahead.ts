/** More than a person types while a shell is opened; a paste beyond it would be cut in the middle of a command. */
const mostBytes = 4096;

/** What was typed while a shell is being opened, for sending it once it is there. */
export class TypedAhead {
  #waiting: Uint8Array[] = [];
  #keep = false;

  /** Whether what comes now is kept. Turning it off forgets what is there. */
  set keep(on: boolean) {
    this.#keep = on;
    if (!on) this.#waiting = [];
  }

  add(bytes: Uint8Array): void {
    const length = this.#waiting.reduce((sum, one) => sum + one.length, bytes.length);
    if (this.#keep && length <= mostBytes) this.#waiting.push(bytes);
  }

  /** In the order in which it was typed; nothing is kept after it. */
  take(): Uint8Array[] {
    const all = this.#waiting;
    this.keep = false;
    return all;
  }
}
