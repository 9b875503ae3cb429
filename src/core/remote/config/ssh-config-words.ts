import { anyMatches } from './patterns.ts';

/** Words of ssh_config, cut as OpenSSH 9 cuts them (misc.c: strdelim and argv_split). */

/** What is left of a line, read from its beginning. */
export interface Cursor {
  /** undefined: nothing is left at all, not even an empty word. */
  rest: string | undefined;
}

/** The next word; one `=` may stand instead of a blank. `undefined` at the end, and where a quote is never closed. */
export function nextWord(cursor: Cursor): string | undefined {
  const text = cursor.rest;
  if (text === undefined) return undefined;
  const at = text.search(/[ \t\r\n"=]/);
  if (at < 0) {
    cursor.rest = undefined;
    return text;
  }
  if (text[at] === '"') {
    const close = text.indexOf('"', at + 1);
    cursor.rest = close < 0 ? undefined : withoutBlanks(text.slice(close + 1));
    return close < 0 ? undefined : text.slice(0, at) + text.slice(at + 1, close);
  }
  const after = withoutBlanks(text.slice(at + 1));
  cursor.rest = text[at] !== '=' && after.startsWith('=') ? withoutBlanks(after.slice(1)) : after;
  return text.slice(0, at);
}

const withoutBlanks = (text: string): string => text.replace(/^[ \t\r\n]+/, '');

/** All words of what follows a keyword; a `#` before a word begins a comment. `undefined`: a quote is never closed. */
export function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ' || text[at] === '\t') {
      at += 1;
      continue;
    }
    if (text[at] === '#') break;
    let word = '';
    let quote = '';
    for (; at < text.length; at += 1) {
      const char = text[at] ?? '';
      const next = text[at + 1] ?? '';
      if (char === '\\' && (/["'\\]/.test(next) || (quote === '' && next === ' '))) {
        word += next;
        at += 1;
      } else if (quote === '' && (char === ' ' || char === '\t')) break;
      else if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (quote !== '' && char === quote) quote = '';
      else word += char;
    }
    if (quote !== '') return undefined;
    words.push(word);
  }
  return words;
}

export interface Line {
  /** In lower case. */
  keyword: string;
  rest: string;
}

/** Keyword and the rest of a line; `undefined` for an empty one and a comment. */
export function readLine(text: string): Line | undefined {
  const cursor: Cursor = { rest: text.replace(/[ \t\r\n\f]+$/, '') };
  let keyword = nextWord(cursor);
  if (keyword === '') keyword = nextWord(cursor);
  if (!keyword || keyword.startsWith('#')) return undefined;
  // ssh stops at a keyword that is none, such as `M"at"ch`. What stands below it may have been meant for few hosts: it is
  // read as a block that never holds.
  if (!/^[ \t]*(?:"[A-Za-z0-9]+"|[A-Za-z0-9]+)(?:[ \t\r=]|$)/.test(text.trimEnd()))
    return { keyword: 'match', rest: '' };
  return { keyword: keyword.toLowerCase(), rest: withoutBlanks(cursor.rest ?? '') };
}

/** A list with commas, as `Match` has it. */
export function listMatches(list: string, text: string): boolean {
  return anyMatches(list.split(','), text);
}
