import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nastyText } from './fixtures/nasty-text.ts';
import { safeJson } from './safe-json.ts';

it('reads back as the same value and holds nothing that steers a terminal', () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      const json = safeJson({ [`k${text}`]: [text] });
      expect(JSON.parse(json)).toEqual({ [`k${text}`]: [text] });
      expect(json).not.toMatch(/[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/);
    }),
  );
});

it('escapes tag characters, which are pairs of units', () => {
  expect(safeJson('\u{e0041}')).toBe('"\\udb40\\udc41"');
});
