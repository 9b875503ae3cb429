import type { Readable } from 'node:stream';
import { terminalScrollback } from '../../../shared/wire/terminal-frames.ts';
import { Backlog } from './backlog.ts';

/** Largest frame: a window draws between frames, so Ctrl-C is never behind a big one. */
export const largestFrame = 64 * 1024;
/**
 * Between two frames that are not full. A node's tty gives 4 KB at a time: a frame for each costs the window more than
 * what is in it. The first one after a pause goes at once, so an echo does not wait.
 */
const pauseMs = 4;
/** The same while lines are left out: the window shows that they come, and the machine has its time for them. */
const skimMs = 200;
/** Where none were left out for so long, the flood may be over: frames go out again, one for each pause. */
const calmMs = 40;
/** Between these frames, which are full: about what a window takes to read one. */
const catchUpMs = 2;
/** It is over, or slow enough to be shown whole: frames go out as the window can take them. */
const overMs = 300;
/** Read from the node ahead of a window that is behind, while what comes is lines that may be left out. */
const mostBacklog = 4 * 1024 * 1024;
/** Read ahead since the window last told that it draws: a window that stands still stops the node. */
const mostAhead = 16 * 1024 * 1024;

/**
 * What a shell prints, on its way to a window: what of it the window is sent, and when. What is not read stays in ssh2's
 * window, so the node itself has to wait. Only of a flood of lines more is read, since those that nobody will see can be
 * left out (`Backlog`).
 */
export class Outflow {
  readonly #output: Readable;
  readonly #onDue: () => void;
  readonly #backlog = new Backlog({ scrollback: terminalScrollback });
  #ahead = 0;
  /** When lines were left out last. */
  #skimmed = Number.NEGATIVE_INFINITY;
  #sentAt = Number.NEGATIVE_INFINITY;
  #pause: NodeJS.Timeout | undefined;

  /** Calls `onDue` when there may be a frame to take. */
  constructor(output: Readable, onDue: () => void) {
    this.#output = output;
    this.#onDue = onDue;
    output.on('readable', onDue);
    output.on('end', onDue);
  }

  /** How many rows the window has now. */
  set rows(rows: number) {
    this.#backlog.rows = rows;
  }

  get isEmpty(): boolean {
    return this.#backlog.length + this.#output.readableLength === 0;
  }

  /** Takes over what the node has sent: a frame of it, or more where some of it will not be needed. */
  read(): void {
    while (this.#backlog.length < largestFrame || this.#mayReadAhead()) {
      const most = Math.min(this.#output.readableLength, largestFrame);
      const chunk = this.#output.read(most) as Buffer | null;
      if (!chunk) return;
      if (this.#backlog.add(chunk) > 0) this.#skimmed = performance.now();
      this.#ahead += chunk.length;
    }
  }

  /** The next frame of what was read, at most so many bytes; undefined where none is due. Nothing waits for its time `atEnd`. */
  take(most: number, { atEnd }: { atEnd: boolean }): Uint8Array | undefined {
    const room = Math.min(most, largestFrame);
    const chunk = !atEnd && this.#mayWait(room) ? undefined : this.#backlog.take(room);
    if (chunk) this.#sentAt = performance.now();
    if (chunk || this.#backlog.length > 0) this.#rest();
    return chunk;
  }

  /** The window tells that it draws. */
  drawn(): void {
    this.#ahead = 0;
  }

  close(): void {
    clearTimeout(this.#pause);
  }

  #mayReadAhead(): boolean {
    return this.#backlog.isPlain && this.#backlog.length < mostBacklog && this.#ahead < mostAhead;
  }

  #mayWait(room: number): boolean {
    const isEarly = this.#pause !== undefined && (this.#floods || this.#backlog.length < room);
    return isEarly || this.#skimsUntil > performance.now();
  }

  get #floods(): boolean {
    return performance.now() - this.#skimmed < overMs;
  }

  /** Until then the window has enough with the frame that it got last, unless the flood ends before. */
  get #skimsUntil(): number {
    return Math.min(this.#skimmed + calmMs, this.#sentAt + skimMs);
  }

  #rest(): void {
    const left = this.#skimsUntil - performance.now();
    const pause = left > 0 ? left : this.#floods ? catchUpMs : pauseMs;
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      this.#onDue();
    }, Math.ceil(pause));
  }
}
