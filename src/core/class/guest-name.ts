import { stripUnsafe } from '../../shared/text/strip-unsafe.ts';

const mostCharacters = 40;

/** A name as somebody typed it at the door, fit for a wall; undefined where nothing of it is. */
export function cleanName(given: string): string | undefined {
  const plain = stripUnsafe(given.slice(0, 1000).normalize('NFC'))
    .replace(/\s+/g, ' ')
    // Towers of marks would cover the tiles around.
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim();
  const name = [...plain].slice(0, mostCharacters).join('').trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : undefined;
}

/** The same for names that a person takes for the same. */
export const nameKey = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
