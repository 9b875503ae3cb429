import { coloursLeft } from './colours-left.ts';
import { OutputScanner, type Scanned } from './output-scanner.ts';

interface Piece extends Scanned {
  bytes: Uint8Array;
}

export interface BacklogLimits {
  /** Lines that a window keeps beside those that it shows. */
  scrollback: number;
  /** Less is not worth the cutting, in bytes. */
  leastLeftOut?: number;
}

/**
 * What a node printed and its window was not sent yet. Where lines come faster than a window reads them, those that
 * would have scrolled out of all that the window keeps before anybody saw them are left out: what it shows, and what one
 * can scroll back to, is the same as if it had read them.
 */
export class Backlog {
  readonly #limits: Required<BacklogLimits>;
  readonly #scanner = new OutputScanner();
  #pieces: Piece[] = [];
  #length = 0;
  /** The most that it had; those of the largest window (`decodeWindowFrame`) until it is known. */
  #rows = 1000;

  constructor({ scrollback, leastLeftOut = 128 * 1024 }: BacklogLimits) {
    this.#limits = { scrollback, leastLeftOut };
  }

  /** Bytes that wait. */
  get length(): number {
    return this.#length;
  }

  /** Whether what came last is lines and their colours, so that some may be left out when more of them come. */
  get isPlain(): boolean {
    return this.#pieces.at(-1)?.plain ?? false;
  }

  /** How many rows the window has now. */
  set rows(rows: number) {
    this.#rows = this.#scanner.rows === Number.POSITIVE_INFINITY ? rows : Math.max(rows, this.#rows);
    this.#scanner.rows = rows;
  }

  /** Tells how many bytes were left out for it. */
  add(bytes: Uint8Array): number {
    this.#pieces.push({ bytes, ...this.#scanner.scan(bytes) });
    this.#length += bytes.length;
    const before = this.#length;
    this.#leaveOut();
    return before - this.#length;
  }

  /** The oldest bytes, at most so many; undefined where there are none. */
  take(most: number): Uint8Array | undefined {
    const taken: Uint8Array[] = [];
    let room = Math.min(most, this.#length);
    while (room > 0) {
      const [first] = this.#pieces as [Piece];
      const bytes = first.bytes.subarray(0, room);
      taken.push(bytes);
      room -= bytes.length;
      this.#replace(0, 1, [part(first, bytes.length)]);
    }
    return taken.length > 1 ? Buffer.concat(taken) : taken[0];
  }

  /** Cuts where a line has just begun, on both sides: all that the lines between have moved is the screen. */
  #leaveOut(): void {
    if (this.#length < this.#limits.leastLeftOut) return;
    // What came before may have moved the cursor up: until it is at the bottom again, lines are written over what the
    // screen shows there, and it may be other lines that they are written over. All of these must scroll out as well.
    const keep = this.#limits.scrollback + 2 * this.#rows;
    let last = this.#pieces.length - 1;
    for (let after = 0; after < keep; last--) {
      const piece = this.#pieces[last];
      if (!piece?.plain) return;
      after += piece.lineFeeds;
    }
    let first = last + 1;
    while (this.#pieces[first - 1]?.plain) first--;
    while (first <= last && firstLine(this.#pieces[first]) < 0) first++;
    while (last >= first && lastLine(this.#pieces[last]) < 0) last--;
    const [from, to] = [this.#pieces[first], this.#pieces[last]];
    if (first > last || !from || !to) return;
    const [begin, end] = [firstLine(from), lastLine(to)];
    const all = this.#pieces.slice(first, last + 1);
    if (sizeOf(all) - begin - (to.bytes.length - end) < this.#limits.leastLeftOut) return;
    const colours = all.some(({ coloured }) => coloured) ? coloursLeft(wholeLines(all, begin, end)) : nothing;
    if (colours) this.#replace(first, all.length, [part(from, 0, begin), coloursOnly(colours), part(to, end)]);
    // Looked at once is enough.
    else to.plain = false;
  }

  #replace(at: number, count: number, pieces: Piece[]): void {
    const kept = pieces.filter(({ bytes }) => bytes.length > 0);
    const gone = this.#pieces.splice(at, count, ...kept);
    this.#length += sizeOf(kept) - sizeOf(gone);
  }
}

/** Where the first line that begins in a piece does; negative where none does. */
const firstLine = (piece: Piece | undefined): number => afterIt(piece ? asBuffer(piece.bytes).indexOf('\r\n') : -1);
const lastLine = (piece: Piece | undefined): number => afterIt(piece ? asBuffer(piece.bytes).lastIndexOf('\r\n') : -1);
const afterIt = (at: number) => (at < 0 ? at : at + 2);

const sizeOf = (list: readonly Piece[]) => list.reduce((sum, { bytes }) => sum + bytes.length, 0);

const nothing = new Uint8Array();
const coloursOnly = (bytes: Uint8Array): Piece => ({ bytes, plain: true, coloured: true, lineFeeds: 0 });

/** All bytes but those of the first piece before `begin`, and those of the last from `end`. */
const wholeLines = (pieces: readonly Piece[], begin: number, end: number): Buffer =>
  Buffer.concat(
    pieces.map(({ bytes }, at) => bytes.subarray(at === 0 ? begin : 0, at === pieces.length - 1 ? end : bytes.length)),
  );

function part(piece: Piece, from: number, to?: number): Piece {
  const bytes = piece.bytes.subarray(from, to);
  let lineFeeds = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0x0a) lineFeeds++;
  return { ...piece, bytes, lineFeeds };
}

const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
