import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote } from './quote.ts';

/** What a real shell makes of the line: its arguments, each followed by NUL. */
function throughShell(line: string): string[] {
  const out = execFileSync('/bin/sh', ['-c', `for a in ${line}; do printf '%s\\0' "$a"; done`]);
  return out.toString('utf8').split('\0').slice(0, -1);
}

const word = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom("'", '"', '\\', '$', '`', '!', '\n', ' ', '*', '~', '-', ';', '&', '\u202e', 'é'),
  }),
);

test('a shell gives back every word as it was', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
      const clean = words.map((text) => text.replaceAll('\0', '').toWellFormed());
      expect(throughShell(quote(clean))).toEqual(clean);
    }),
    { numRuns: 60 },
  );
});

test.each(['$(id)', '`id`', '-oProxyCommand=id', "';id;'", '', '$HOME', 'a\nb'])('%j stays one word', (text) => {
  expect(throughShell(quote([text, 'end']))).toEqual([text, 'end']);
});

test('NUL is refused, not cut off there', () => {
  expect(() => quote(['a\0b'])).toThrow(expect.objectContaining({ code: 'bad-input' }));
});
