import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nastyText } from './fixtures/nasty-text.ts';
import { escapeMarkdown, fenced } from './markdown-escape.ts';

/** Reads a line as CommonMark does: code spans first, then escapes. What is left over would be markup. */
function read(line: string): { text: string; markup: string; outsideCode: string } {
  let text = '';
  let markup = '';
  let outsideCode = '';
  for (const match of line.matchAll(/\\([!-/:-@[-`{-~])|(`+)(.*?[^`])\2(?!`)|(.)/gsu)) {
    const [, escaped, , code, plain] = match;
    outsideCode += escaped ?? plain ?? ' ';
    text += escaped ?? code ?? plain ?? '';
    if (plain && /[\\`*_[\]<>&~|$^]/.test(plain)) markup += plain;
  }
  return { text, markup, outsideCode };
}

describe('escapeMarkdown', () => {
  it.each([
    ['a*b_c', 'a\\*b\\_c'],
    ['[a](b)', '\\[a\\](b)'],
    ['a | b', 'a \\| b'],
    ['# x', '\\# x'],
    ['1. x', '1\\. x'],
    ['- x', '\\- x'],
    ['---', '\\---'],
    ['0.735 ms', '0.735 ms'],
    ['-1', '-1'],
    ['see http://evil.example now', 'see `http://evil.example` now'],
    ['mail a@b.c', 'mail `a@b.c`'],
    ['WWW.evil.example', '`WWW.evil.example`'],
    [' a\n b\t', 'a b'],
  ])('%j', (text, expected) => expect(escapeMarkdown(text)).toBe(expected));

  it('shows exactly the text, as one line without any markup or link', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const escaped = escapeMarkdown(text);
        const seen = read(escaped);
        expect(seen.text).toBe(text.replace(/\s+/g, ' ').trim());
        expect(seen.markup).toBe('');
        expect(escaped).not.toMatch(/[\n\r]/);
        expect(escaped).not.toMatch(/^(#{1,6}|[-+]|\d+[.)]|=+|-+)(\s|$)/);
        // What links by itself only stands in code.
        expect(seen.outsideCode).not.toMatch(/@|:\/\/|www\./i);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('fenced', () => {
  it('is never closed from inside', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const lines = fenced(text).split('\n');
        const fence = (lines[0] ?? '').replace(/text$/, '');
        const closing = lines.findIndex(
          (line, index) => index > 0 && /^ {0,3}`+\s*$/.test(line) && line.trim().length >= fence.length,
        );
        expect(closing).toBe(lines.length - 1);
      }),
    );
  });
});
