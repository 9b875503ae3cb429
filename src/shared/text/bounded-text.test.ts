import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedText } from './bounded-text.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('');

test('what fits stays as it is', () => {
  expect(boundedText('a\nb', { chars: 9, lines: 9 })).toEqual({ text: 'a\nb', leftOut: 0 });
  expect(boundedText('', { chars: 9, lines: 9 })).toEqual({ text: '', leftOut: 0 });
});

test('of more there are the first and the last lines, whole', () => {
  const { text, leftOut } = boundedText(numbered(1000), { chars: 1e6, lines: 9 });
  const kept = [0, 1, 2, 3, 4, 5].map((n) => `line ${n}\n`).join('');
  expect(text).toBe(`${kept}\n…\nline 997\nline 998\nline 999\n`);
  expect(leftOut).toBe(numbered(1000).length - (text.length - '\n…\n'.length));
});

test('one line without an end is cut, too', () => {
  const { text, leftOut } = boundedText(`${'x'.repeat(1000)}${'y'.repeat(1000)}`, { chars: 30, lines: 9 });
  expect(text).toBe(`${'x'.repeat(20)}\n…\n${'y'.repeat(10)}`);
  expect(leftOut).toBe(1970);
});

test('whatever comes, it fits and nothing is there twice', () => {
  const anyText = fc.array(fc.constantFrom('a', 'bb', '\n', '\n\n', 'ccc')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyText, fc.integer({ min: 3, max: 40 }), fc.integer({ min: 3, max: 12 }), (given, chars, lines) => {
      const { text, leftOut } = boundedText(given, { chars, lines });
      const mark = leftOut > 0 ? 3 : 0;
      expect(text.length).toBe(given.length - leftOut + mark);
      expect(text.length).toBeLessThanOrEqual(chars + mark);
      expect(text.split('\n').length).toBeLessThanOrEqual(lines + 3);
    }),
  );
});
