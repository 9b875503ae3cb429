import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';

/** What a shell sends while a line is edited: text, and ways about in the line. */
const pieces = /\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)|\x1b\[([0-9;?]*)([\x40-\x7e])|\x1b[\x20-\x2f]*[\x30-\x7e]|[\s\S]/g;
/** Sequences that only colour, switch modes or ask the terminal something. */
const harmless = /^[mhlqtnc]$/;
const mostChars = 16_384;

/**
 * What stood on a line of a screen of so many columns when it was ended, from what a shell sent for it: what was typed,
 * deleted and recalled is edited by the same rules as on a screen. Undefined where a sequence left the line, so that
 * nobody knows.
 */
export function typedLine(raw: string, columns: number): string | undefined {
  if (raw.length > mostChars) return undefined;
  const line: string[] = [];
  let at = 0;
  for (const [piece, parameters = '', final] of raw.matchAll(pieces)) {
    if (line.length > mostChars) return undefined;
    const count = Math.min(Number(parameters) || 1, line.length + 1);
    if (final === undefined) {
      if (piece === '\b') at = Math.max(0, at - 1);
      else if (piece === '\r') at = wrapped(line, at, columns) ? dropLast(line) : 0;
      else if (piece >= ' ' && piece !== '\x7f') line[at++] = piece;
    } else if (final === 'K' || final === 'J') line.length = Math.min(line.length, at);
    else if (final === 'C') at = Math.min(line.length, at + count);
    else if (final === 'D') at = Math.max(0, at - count);
    else if (final === 'P') line.splice(at, count);
    else if (final === '@') line.splice(at, 0, ...Array<string>(count).fill(' '));
    else if (!harmless.test(final)) return undefined;
  }
  return stripUnsafe(line.join(''));
}

/** A shell goes into the next line of the screen by a blank and a return. */
const wrapped = (line: readonly string[], at: number, columns: number): boolean =>
  at === line.length && line.at(-1) === ' ' && at > 1 && (at - 1) % columns === 0;

function dropLast(line: string[]): number {
  line.pop();
  return line.length;
}
