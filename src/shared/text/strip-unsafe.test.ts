import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growth, mostGrowth, suspicious } from '../fixtures/growth.ts';
import { stripUnsafe } from './strip-unsafe.ts';

describe('stripUnsafe', () => {
  it.each(
    Object.entries({
      colours: ['\x1b[1;31mred\x1b[0m \x9b32mgreen', 'red green'],
      titles: ['a\x1b]0;owned\x07b\x1b]2;owned\x1b\\c\x9d0;owned\x9cd', 'abcd'],
      clipboard: ['\x1b]52;c;ZWNobw==\x07x', 'x'],
      links: ['\x1b]8;;http://bad\x1b\\text\x1b]8;;\x1b\\', 'text'],
      'device strings': ['\x1bPq#0\x1b\\a\x1b_apc\x1b\\b\x1b^pm\x1b\\c', 'abc'],
      'short sequences': ['\x1bc\x1b(Ba\x1b7b', 'ab'],
      bidi: ['abc\u202edef\u2066ghi\u2069\u200f\u061c', 'abcdefghi'],
      'zero width and tags': ['a\u200bb\ufeffc\u{e0041}d', 'abcd'],
      C1: ['a\x80b\x85c\x9f', 'abc'],
      'NUL, BS, CR, DEL': ['a\0b\bc\rd\x7f', 'abcd'],
      'lone surrogates': ['a\ud800b😀c', 'ab😀c'],
      'an unclosed title takes nothing with it': ['\x1b]0;a\nb', '0;a\nb'],
    }),
  )('%s', (_, [text = '', expected]) => {
    expect(stripUnsafe(text)).toBe(expected);
  });

  it('leaves ordinary text, line feeds and tabs as they are', () => {
    const text = 'Füße 漢字 😀 עברית\tx\n[31m (B ]0;';
    expect(stripUnsafe(text)).toBe(text);
  });

  it('leaves nothing unsafe of anything, and nothing more to strip', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\x1b', '[', ']', '\x9b', '\x9d', '\x07', '\\', '0;'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const safe = stripUnsafe(pieces.join(''));
        expect(safe).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
        expect(safe.isWellFormed()).toBe(true);
        expect(stripUnsafe(safe)).toBe(safe);
      }),
      { numRuns: 500 },
    );
  });
});

it.each(suspicious.map((unit) => [JSON.stringify(unit), unit]))(
  'many of %s take no longer than their length',
  (_, unit) => {
    expect(growth(stripUnsafe, unit)).toBeLessThan(mostGrowth);
  },
);
