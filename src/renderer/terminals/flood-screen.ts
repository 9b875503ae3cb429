import type { Terminal } from '@xterm/xterm';
import { FloodMeter } from './flood-meter.ts';

/** Synchronized output: between the two, xterm.js reads what comes and draws none of it. */
const hold = '\x1b[?2026h';
const release = '\x1b[?2026l';
const lineFeed = 0x0a;

/** The longest that a screen stands still while a flood comes. */
const stillMs = 100;
/** A flood that pauses for so long is over, for now. */
const quietMs = 40;
/** Given to xterm.js and not read yet: little, so that a hold takes effect soon. */
const mostGiven = 128 * 1024;

interface Piece {
  bytes: Uint8Array;
  /** Called once, when xterm.js has read all of it. */
  read: () => void;
}

/**
 * A screen that is drawn ten times a second while a flood comes, instead of at each frame: drawing a frame costs more
 * than reading what came in it, and it is gone before anybody can read it. Holds only at the start of a line, so that
 * nothing is put into the middle of a sequence; what follows the last line feed waits until the screen is released.
 */
export class FloodScreen {
  readonly #terminal: Pick<Terminal, 'write' | 'onRender'>;
  readonly #rendered: { dispose(): void };
  readonly #meter = new FloodMeter();
  readonly #waiting: Piece[] = [];
  #given = 0;
  /** Drawn since the last release: else a hold would take the frame away that the release asked for. */
  #drawn = true;
  #held = false;
  #tail: Piece | undefined;
  #still: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(terminal: Pick<Terminal, 'write' | 'onRender'>) {
    this.#terminal = terminal;
    this.#rendered = terminal.onRender(() => {
      this.#drawn = true;
    });
  }

  write(bytes: Uint8Array, read: () => void): void {
    this.#meter.add(bytes.length);
    this.#waiting.push({ bytes, read });
    this.#give();
  }

  /** Draws what came up to now. */
  flush(): void {
    for (const piece of this.#waiting.splice(0)) this.#pass(piece);
    this.#release();
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
    if (this.#held && lines === 0) this.#release();
    const still = this.#held || (this.#meter.isFlood && this.#drawn && lines > 0);
    if (still) this.#passLines(piece, lines);
    else this.#toTerminal(piece);
  }

  #passLines({ bytes, read }: Piece, lines: number): void {
    this.#passTail();
    const ends = lines === bytes.length;
    this.#toTerminal({ bytes: bytes.subarray(0, lines), read: ends ? read : () => {} });
    if (!ends) this.#tail = { bytes: bytes.subarray(lines), read };
    if (!this.#held) this.#hold();
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#release(), quietMs);
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
    this.#held = true;
    this.#terminal.write(hold);
    this.#still = setTimeout(() => this.#release(), stillMs);
  }

  #release(): void {
    if (!this.#held) return;
    this.#held = false;
    this.#drawn = false;
    this.#stopTimers();
    this.#terminal.write(release);
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
