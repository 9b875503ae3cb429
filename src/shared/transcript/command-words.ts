import { oneLine } from '../text/one-line.ts';

/** A command's words, however it was broken into lines, and with or without sudo: by them two are the same. */
export function commandWords(command: string): string[] {
  const words = oneLine(command).split(/\s+/).filter(Boolean);
  return words[0] === 'sudo' ? words.slice(1) : words;
}
