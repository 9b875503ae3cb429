import { expect, test } from 'vitest';
import { collector } from './collect.ts';

const bytes = Buffer.from('aä€😀\n');

test('cut at every pair of positions, the log has whole characters and the whole text', () => {
  for (let first = 0; first <= bytes.length; first++)
    for (let second = first; second <= bytes.length; second++) {
      const log: string[] = [];
      const output = collector('stdout', { onOutput: (_stream, text) => log.push(text) }, () => {});
      for (const part of [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)])
        output.add(part);
      output.finish();
      expect([log.join(''), output.text()]).toEqual(['aä€😀\n', 'aä€😀\n']);
      expect(log.every((text) => text.isWellFormed() && !text.includes('\ufffd'))).toBe(true);
    }
});

test('an end inside a character is said, not swallowed', () => {
  const log: string[] = [];
  const output = collector('stderr', { onOutput: (stream, text) => log.push(stream, text) }, () => {});
  output.add(bytes.subarray(0, 2));
  output.finish();
  expect(log).toEqual(['stderr', 'a', 'stderr', '\ufffd']);
});

test('beyond the limit it keeps nothing and says so', () => {
  let over = 0;
  const output = collector('stdout', { maxOutput: 4 }, () => over++);
  output.add(Buffer.from('1234'));
  expect(over).toBe(0);
  output.add(Buffer.from('5'));
  expect([over, output.text()]).toEqual([1, '']);
});
