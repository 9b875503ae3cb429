import type { RemoteShell } from '../machine/port.ts';

/** What a window may have sent ahead of a node that does not read: a large paste. */
const mostInput = 4 * 1024 * 1024;
/** What the smallest frame takes up: many of them must count as what they hold. */
const frameCost = 256;
/** Between two sizes that are sent on; the last one counts. */
const resizeMs = 30;

interface Size {
  cols: number;
  rows: number;
}

/** What a window sends to its shell: what was typed, no faster than the node reads, and how large the screen is. */
export class ShellInput {
  readonly #shell: RemoteShell;
  #unsent: Promise<void> = Promise.resolve();
  #waiting = 0;
  #size: Size | undefined;
  #resizing: NodeJS.Timeout | undefined;

  constructor(shell: RemoteShell) {
    this.#shell = shell;
  }

  /** False where it is too far ahead of the node: the channel has to be cut. */
  write(bytes: Uint8Array): boolean {
    const size = Math.max(bytes.length, frameCost);
    this.#waiting += size;
    if (this.#waiting > mostInput) return false;
    this.#unsent = this.#unsent.then(async () => {
      if (!this.#shell.write(bytes)) await this.#shell.drained();
      this.#waiting -= size;
    });
    return true;
  }

  resize({ cols, rows }: Size): void {
    const isNew = this.#size?.cols !== cols || this.#size.rows !== rows;
    this.#size = { cols, rows };
    if (this.#resizing || !isNew) return;
    this.#shell.resize(cols, rows);
    this.#resizing = setTimeout(() => {
      this.#resizing = undefined;
      if (this.#size?.cols !== cols || this.#size.rows !== rows)
        this.#shell.resize(this.#size?.cols ?? cols, this.#size?.rows ?? rows);
    }, resizeMs);
  }

  close(): void {
    clearTimeout(this.#resizing);
  }
}
