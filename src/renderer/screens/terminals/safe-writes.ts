import type { Terminal } from '@xterm/xterm';

/** Longer than xterm.js waits between two pieces: where it went on, one of them has been read by then. */
const patienceMs = 100;

/** Tells of errors that nobody caught; gives what ends the telling. */
export type Uncaught = (heard: () => void) => () => void;

const ofThisWindow: Uncaught = (heard) => {
  window.addEventListener('error', heard);
  return () => window.removeEventListener('error', heard);
};

/**
 * What xterm.js is given to read. An error while it reads ends its loop: it reads nothing ever after, and tells nobody but
 * the window. So when an error went uncaught, and nothing was read since although something waits, it is broken. From
 * then on what is written counts as read and goes nowhere, so that whoever counts what is on its way is not held up.
 */
export class SafeWrites {
  readonly #terminal: Pick<Terminal, 'write'>;
  readonly #onBroken: () => void;
  readonly #stop: () => void;
  readonly #unread: (() => void)[] = [];
  #count = 0;
  #broken = false;
  #asking: ReturnType<typeof setTimeout> | undefined;

  constructor(terminal: Pick<Terminal, 'write'>, onBroken: () => void, uncaught: Uncaught = ofThisWindow) {
    this.#terminal = terminal;
    this.#onBroken = onBroken;
    this.#stop = uncaught(() => this.#ask());
  }

  write(bytes: string | Uint8Array, read: () => void = () => {}): void {
    if (this.#broken) {
      queueMicrotask(read);
      return;
    }
    this.#unread.push(read);
    try {
      this.#terminal.write(bytes, () => {
        if (this.#broken) return;
        this.#count += 1;
        this.#unread.shift()?.();
      });
    } catch {
      // After a key was pressed it reads at once.
      this.#break();
    }
  }

  dispose(): void {
    clearTimeout(this.#asking);
    this.#stop();
  }

  #ask(): void {
    if (this.#broken || this.#asking !== undefined || this.#unread.length === 0) return;
    const before = this.#count;
    this.#asking = setTimeout(() => {
      this.#asking = undefined;
      if (this.#count === before && this.#unread.length > 0) this.#break();
    }, patienceMs);
  }

  #break(): void {
    this.#broken = true;
    this.dispose();
    for (const read of this.#unread.splice(0)) queueMicrotask(read);
    this.#onBroken();
  }
}
