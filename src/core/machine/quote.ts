import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';

/**
 * The one place where words become a line for a POSIX shell: single quotes, inside which nothing has a meaning.
 * NUL cannot stand in an argument of any Unix program, so it is refused rather than cut off there.
 */
export function quote(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (word.includes('\0')) throw new LabError('bad-input', texts.machine.nul);
  return `'${word.replaceAll("'", "'\\''")}'`;
}
