import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';
import { terminalScrollback } from '../../shared/wire/terminal-frames.ts';

const lineFeed = 0x0a;

export interface ReplayLimits {
  lines?: number;
  /** Beyond it lines are left out, however few they are. */
  bytes?: number;
}

/**
 * Room for 10,000 lines of 400 bytes, as wide ones with colours have; beyond it a window that came back would parse for
 * seconds, and every terminal that printed much would hold as much memory. Most print little: the ring begins small.
 */
const mostBytes = 4 * 1024 * 1024;
const firstBytes = 64 * 1024;

/**
 * The last lines that a terminal printed, for a window that lost its connection or was reloaded. Copied into one ring:
 * pieces as they came would each keep the packet that they came in, and a terminal that prints letter by letter would
 * hold many of them. Lines are counted only when somebody asks for them.
 */
export class ReplayBuffer {
  #ring: Buffer;
  readonly #limits: Required<ReplayLimits>;
  /** Bytes that came in all; the next one goes to this place of the ring. */
  #count = 0;

  constructor({ lines = terminalScrollback, bytes = mostBytes }: ReplayLimits = {}) {
    this.#limits = { lines, bytes };
    this.#ring = Buffer.allocUnsafeSlow(Math.min(firstBytes, bytes));
  }

  add(chunk: Uint8Array): void {
    this.#makeRoom(this.#count + chunk.length);
    const { length } = this.#ring;
    const last = chunk.length > length ? chunk.subarray(chunk.length - length) : chunk;
    const at = (this.#count + chunk.length - last.length) % length;
    const fits = Math.min(last.length, length - at);
    this.#ring.set(last.subarray(0, fits), at);
    this.#ring.set(last.subarray(fits), 0);
    this.#count += chunk.length;
  }

  /** From the start of a line where the beginning is gone: never from the middle of a character or a sequence. */
  bytes(): Uint8Array {
    const all = this.#held();
    const start = lastLines(all, this.#limits.lines);
    const isCut = start === 0 && this.#count > all.length;
    return all.subarray(isCut ? all.indexOf(lineFeed) + 1 : start);
  }

  /** The last so many bytes, or fewer. */
  last(bytes: number): Uint8Array {
    return this.#held().subarray(-bytes);
  }

  /** What is in it comes as text only from now on: a window could not draw it, and the next one should not try. */
  makePlain(): void {
    const text = stripUnsafe(Buffer.from(this.bytes()).toString('utf8'));
    this.#count = 0;
    this.add(Buffer.from(text.replaceAll('\n', '\r\n')));
  }

  /** Up to its full size the ring has not come round yet, so it can be copied as it is. */
  #makeRoom(needed: number): void {
    const { length } = this.#ring;
    if (needed <= length || length === this.#limits.bytes) return;
    const wider = Buffer.allocUnsafeSlow(Math.min(this.#limits.bytes, Math.max(needed, 2 * length)));
    wider.set(this.#ring.subarray(0, this.#count));
    this.#ring = wider;
  }

  #held(): Buffer {
    const { length } = this.#ring;
    if (this.#count <= length) return Buffer.from(this.#ring.subarray(0, this.#count));
    const at = this.#count % length;
    return Buffer.concat([this.#ring.subarray(at), this.#ring.subarray(0, at)]);
  }
}

/** Where the last so many lines begin, and the one after them that has no end yet. */
function lastLines(all: Buffer, lines: number): number {
  let start = all.length;
  for (let found = 0; found <= lines; found++) {
    if (start === 0) return 0;
    const end = all.lastIndexOf(lineFeed, start - 1);
    if (end === -1) return 0;
    start = end;
  }
  return start + 1;
}
