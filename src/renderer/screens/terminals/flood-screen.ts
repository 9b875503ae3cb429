import type { Terminal } from '@xterm/xterm';
import { FloodMeter } from './flood-meter.ts';

/** Synchronized output: between the two, xterm.js reads what comes and draws none of it. */
const hold = '\x1b[?2026h';
const release = '\x1b[?2026l';
const lineFeed = 0x0a;

/** How long a screen stands still at a time while a flood comes. */
const stillMs = 100;
/** A flood that pauses for so long is over, for now. */
const quietMs = 12;
/** Given to xterm.js and not read yet: little, so that a hold takes effect before the next frame. */
const mostGiven = 64 * 1024;

interface Piece {
  bytes: Uint8Array;
  /** Called once, when xterm.js has read all of it. */
  read: () => void;
}

/**
 * A screen that is drawn ten times a second while a flood comes, instead of at each frame: drawing a frame costs more
 * than reading what came in it, and it is gone before anybody can read it. In a flood xterm.js gets whole lines, so that
 * nothing is put into the middle of a sequence; what follows the last line feed waits for the next piece, or the end.
 */
export class FloodScreen {
  readonly #terminal: Pick<Terminal, 'write' | 'onRender'>;
  readonly #rendered: { dispose(): void };
  readonly #meter = new FloodMeter();
  readonly #waiting: Piece[] = [];
  #given = 0;
  #inFlood = false;
  #tail: Piece | undefined;
  /** Runs while the screen stands still. */
  #still: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(terminal: Pick<Terminal, 'write' | 'onRender'>) {
    this.#terminal = terminal;
    // Not before: a hold takes away the frame that a release has asked for.
    this.#rendered = terminal.onRender(() => this.#hold());
  }

  write(bytes: Uint8Array, read: () => void): void {
    this.#meter.add(bytes.length);
    this.#waiting.push({ bytes, read });
    this.#give();
  }

  /** Draws what came up to now. */
  flush(): void {
    for (const piece of this.#waiting.splice(0)) this.#pass(piece);
    this.#endFlood();
  }

  /** What has not reached xterm.js yet never will: it comes again. */
  forget(): void {
    this.#waiting.length = 0;
    this.#tail = undefined;
    this.#endFlood();
  }

  dispose(): void {
    this.#stopTimers();
    this.#rendered.dispose();
  }

  #give(): void {
    while (this.#given < mostGiven) {
      const piece = this.#waiting.shift();
      if (!piece) return;
      this.#pass(piece);
    }
  }

  #pass(piece: Piece): void {
    const lines = piece.bytes.lastIndexOf(lineFeed) + 1;
    const isFlood = this.#meter.isFlood && lines > 0;
    if (this.#inFlood && !isFlood) this.#endFlood();
    if (isFlood) this.#passLines(piece, lines);
    else this.#toTerminal(piece);
  }

  #passLines({ bytes, read }: Piece, lines: number): void {
    this.#passTail();
    const ends = lines === bytes.length;
    this.#toTerminal({ bytes: bytes.subarray(0, lines), read: ends ? read : () => {} });
    if (!ends) this.#tail = { bytes: bytes.subarray(lines), read };
    if (!this.#inFlood) {
      this.#inFlood = true;
      this.#hold();
    }
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#endFlood(), quietMs);
  }

  #toTerminal({ bytes, read }: Piece): void {
    this.#given += bytes.length;
    this.#terminal.write(bytes, () => {
      this.#given -= bytes.length;
      read();
      this.#give();
    });
  }

  #hold(): void {
    if (!this.#inFlood || this.#still !== undefined) return;
    this.#terminal.write(hold);
    this.#still = setTimeout(() => this.#release(), stillMs);
  }

  #release(): void {
    if (this.#still === undefined) return;
    clearTimeout(this.#still);
    this.#still = undefined;
    this.#terminal.write(release);
  }

  #endFlood(): void {
    if (!this.#inFlood) return;
    this.#inFlood = false;
    clearTimeout(this.#quiet);
    this.#release();
    this.#passTail();
  }

  #passTail(): void {
    const tail = this.#tail;
    this.#tail = undefined;
    if (tail) this.#toTerminal(tail);
  }

  #stopTimers(): void {
    clearTimeout(this.#still);
    clearTimeout(this.#quiet);
  }
}
