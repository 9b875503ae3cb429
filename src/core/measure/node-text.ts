import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';

/** Above what the tools print in an hour, and what remote exec keeps: beyond it the text is not theirs. */
export const maxTextLength = 8_000_000;
/** No tool read here prints a longer line. Bounds what any line pattern can cost. */
const maxLineLength = 2_000;

/** The lines of a tool's output, safe to show and to match; lines too long to be the tool's are left out. */
export function nodeLines(text: string): string[] {
  if (text.length > maxTextLength) return [];
  return stripUnsafe(text)
    .split('\n')
    .filter((line) => line.length <= maxLineLength);
}

/** A node's own words inside a reason: one short, safe line. */
export function quoted(text: string): string {
  const line = stripUnsafe(text).replace(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** '2.59', '2,59' and '12' as a number; anything else, also nan, -nan and inf, is null. */
export function decimal(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,15}(?:[.,]\d{1,15})?$/.test(text)) return null;
  return Number(text.replace(',', '.'));
}
