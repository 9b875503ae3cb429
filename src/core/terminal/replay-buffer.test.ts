import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReplayBuffer } from './replay-buffer.ts';

const textOf = (buffer: ReplayBuffer) => Buffer.from(buffer.bytes()).toString();

test('whatever came in whatever pieces, it holds the end of it, from the start of a line', () => {
  const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 40 }), { maxLength: 40 });
  fc.assert(
    fc.property(pieces, fc.integer({ min: 1, max: 12 }), (texts, lines) => {
      const buffer = new ReplayBuffer({ lines, bytes: 32 });
      for (const text of texts) buffer.add(Buffer.from(text));
      const all = texts.join('');
      const last = all.slice(-32);
      const whole = all.length > 32 ? last.slice(last.indexOf('\n') + 1) : all;
      const [rest = '', ...ended] = whole.split('\n').toReversed();
      expect(textOf(buffer)).toBe([...ended.slice(0, lines).toReversed(), rest].join('\n'));
    }),
  );
});

test('what it gave does not change with what comes later', () => {
  const buffer = new ReplayBuffer({ bytes: 8 });
  buffer.add(Buffer.from('one\n'));
  const given = buffer.bytes();
  buffer.add(Buffer.from('two\nthree\n'));
  expect(Buffer.from(given).toString()).toBe('one\n');
});

test('holds 10,000 lines of 400 bytes, and the one that is begun', () => {
  const buffer = new ReplayBuffer();
  const line = (number: number) => `${String(number).padEnd(399)}\n`;
  for (let number = 0; number < 25_000; number++) buffer.add(Buffer.from(line(number)));
  buffer.add(Buffer.from('$ '));
  const lines = textOf(buffer).split('\n');
  expect([lines.length, lines[0]?.trim(), lines.at(-2)?.trim(), lines.at(-1)]).toEqual([
    10_001,
    '15000',
    '24999',
    '$ ',
  ]);
});

test('of longer lines it holds 4 MB, from the start of one', () => {
  const buffer = new ReplayBuffer();
  for (let number = 0; number < 10_000; number++) buffer.add(Buffer.from(`begin ${'x'.repeat(993)}\n`));
  const text = textOf(buffer);
  expect(text.length).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect(text.length).toBeGreaterThan(4 * 1024 * 1024 - 1000);
  expect(text.startsWith('begin ')).toBe(true);
});

test('what could not be drawn comes again as text, what is printed later as it is', () => {
  const buffer = new ReplayBuffer();
  buffer.add(Buffer.from('\x1b[31mred\x1b[0m\r\n\x1b[999;999H\x1b[1Jafter\r\n'));
  buffer.makePlain();
  buffer.add(Buffer.from('\x1b[32mgreen'));
  expect(textOf(buffer)).toBe('red\r\nafter\r\n\x1b[32mgreen');
});
