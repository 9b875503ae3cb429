const [bell, tab, lineFeed, carriageReturn, cancel, substitute] = [0x07, 0x09, 0x0a, 0x0d, 0x18, 0x1a];
const [esc, bracket] = [0x1b, 0x5b];
/** In UTF-8 the control characters of the upper half (U+0080 to U+009F) begin with this byte. */
const upperControls = 0xc2;

/** What most output is made of, told in one look: bit 0 for a line feed, bit 1 for what may be more than text. */
const isSpecial = 2;
const kinds = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === lineFeed) return 1;
  if (byte === tab || byte === carriageReturn) return 0;
  return byte < 0x20 || byte === 0x7f || byte === upperControls ? isSpecial : 0;
});

/** Of a sequence that colours, or erases in its line: what stands between its beginning and its last letter, m or K. */
const isParameter = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x3b;
const isQuietEnd = (byte: number | undefined) => byte === 0x6d || byte === 0x4b;

/** Where such a sequence ends that begins here; 0 where it is another one, or has not ended. */
function endOfQuiet(bytes: Uint8Array, from: number): number {
  if (bytes[from + 1] !== bracket) return 0;
  let at = from + 2;
  while (isParameter(bytes[at])) at++;
  return isQuietEnd(bytes[at]) && at - from <= longestSequence ? at : 0;
}

/** Where text with such sequences in it ends that begins here. */
function endOfText(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (kinds[byte] !== isSpecial) continue;
    const end = byte === esc ? endOfQuiet(bytes, at) : 0;
    if (end === 0) return at;
    at = end;
  }
  return bytes.length;
}

type State = 'text' | 'escape' | 'sequence' | 'string';

/** Longer than any sequence that matters here; the rest of a longer one is only waited out. */
const longestSequence = 64;

/** What stands in a piece of output: whether it is lines and nothing else, and how many of them end in it. */
export interface Scanned {
  /**
   * Text, tabs, line ends, colours and what is erased in a line, that scroll through the whole screen: no other sequence
   * or control character, not on the alternate screen, not in a scroll region. Whole lines can be taken out of it, and
   * nothing else changes its look but the colours that they leave. No line ends within a sequence.
   */
  plain: boolean;
  /** Whether there may be sequences in it. */
  coloured: boolean;
  lineFeeds: number;
}

/**
 * Follows what a terminal will make of its output, as far as it bears on which lines are seen no more. In doubt it says
 * that a piece is not plain; what each byte does is ECMA-48 and xterm's ctlseqs, as xterm.js reads them.
 */
export class OutputScanner {
  /** Of the window; a scroll region that takes it all is none. */
  rows = Number.POSITIVE_INFINITY;
  #state: State = 'text';
  #sequence = '';
  /** Of a sequence that has not ended: whether it may become one that only colours, or erases in its line. */
  #quiet = false;
  #endsAtBell = false;
  #upper = false;
  #alternate = false;
  #region = false;

  scan(bytes: Uint8Array): Scanned {
    const quiet = this.#state === 'text' || this.#quiet;
    let plain = quiet && !this.#upper && !this.#alternate && !this.#region;
    let [seen, lineFeeds] = [0, 0];
    // A tenth of the time of looking closely, which most output does not need.
    for (let at = 0; at < bytes.length; at++) {
      const kind = kinds[bytes[at] as number] as number;
      seen |= kind;
      lineFeeds += kind & 1;
    }
    if (this.#state === 'text' && plain && seen < isSpecial) return { plain, coloured: false, lineFeeds };
    for (let at = 0; at < bytes.length; at++) {
      if (this.#state === 'text' && !this.#upper) at = endOfText(bytes, at);
      if (at < bytes.length && !this.#isQuiet(bytes[at] as number)) plain = false;
    }
    return { plain, coloured: true, lineFeeds };
  }

  /** False for what is more than text and its colours. */
  #isQuiet(byte: number): boolean {
    const isUpper = this.#upper && byte >= 0x80 && byte <= 0x9f;
    this.#upper = byte === upperControls;
    if (isUpper) {
      // The same as ESC and this letter.
      this.#state = 'escape';
      this.#quiet = false;
      this.#afterEscape(byte - 0x40);
      return false;
    }
    if (byte === esc) {
      this.#quiet = this.#state === 'text';
      this.#state = 'escape';
      return this.#quiet;
    }
    this.#quiet &&= this.#state === 'escape' ? byte === bracket : isParameter(byte) || isQuietEnd(byte);
    if (byte === cancel || byte === substitute) this.#state = 'text';
    else if (this.#state === 'escape') this.#afterEscape(byte);
    else if (this.#state === 'sequence') this.#inSequence(byte);
    else if (this.#state === 'string' && byte === bell && this.#endsAtBell) this.#state = 'text';
    else return this.#state === 'text' && (byte >= 0x80 || kinds[byte] !== isSpecial);
    return this.#quiet;
  }

  #afterEscape(byte: number): void {
    const letter = String.fromCharCode(byte);
    if (letter === '[') {
      this.#state = 'sequence';
      this.#sequence = '';
    } else if (']PX^_'.includes(letter)) {
      this.#state = 'string';
      this.#endsAtBell = letter === ']';
    } else if (byte >= 0x30 && byte <= 0x7e) {
      this.#state = 'text';
      if (letter === 'c') this.#reset();
    }
  }

  #inSequence(byte: number): void {
    if (this.#sequence.length >= longestSequence) this.#quiet = false;
    else if (byte >= 0x20) this.#sequence += String.fromCharCode(byte);
    if (byte < 0x40 || byte > 0x7e) return;
    this.#state = 'text';
    this.#heed(this.#sequence);
  }

  #heed(sequence: string): void {
    const [, screens = '', on] = /^\?([\d;:]*)([hl])$/.exec(sequence) ?? [];
    if (on && /(^|;)0*(47|1047|1049)(;|$)/.test(screens)) this.#alternate = on === 'h';
    if (sequence === '!p') this.#region = false;
    const [, top, bottom] = /^(\d*);?(\d*)r$/.exec(sequence) ?? [];
    if (top === undefined) this.#region ||= sequence.endsWith('r') && !sequence.startsWith('?');
    else this.#region = Number(top) > 1 || (Number(bottom) !== 0 && Number(bottom) < this.rows);
  }

  #reset(): void {
    this.#alternate = false;
    this.#region = false;
  }
}
