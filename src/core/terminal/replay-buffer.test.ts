import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReplayBuffer } from './replay-buffer.ts';

test('whatever came in whatever pieces, it holds the end of it, from the start of a line', () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 40 }), { maxLength: 40 });
  fc.assert(
    fc.property(pieces, (texts) => {
      const buffer = new ReplayBuffer(32);
      for (const text of texts) buffer.add(Buffer.from(text));
      const all = texts.join('');
      const last = all.slice(-32);
      const expected = all.length > 32 ? last.slice(last.indexOf('\n') + 1) : all;
      expect(Buffer.from(buffer.bytes()).toString()).toBe(expected);
    }),
  );
});

test('what it gave does not change with what comes later', () => {
  const buffer = new ReplayBuffer(8);
  buffer.add(Buffer.from('one\n'));
  const given = buffer.bytes();
  buffer.add(Buffer.from('two\nthree\n'));
  expect(Buffer.from(given).toString()).toBe('one\n');
});
