import { expect, test } from 'vitest';
import { scrubber } from './scrub.ts';

const bytes = Buffer.from('motd from a start-up file\n[sudo] Password:\nmark.1\nown öutput\nmark.1\nmore');

test('cut at every position, it gives the same', () => {
  for (let at = 0; at <= bytes.length; at++) {
    const scrub = scrubber('mark.1');
    const own = [bytes.subarray(0, at), bytes.subarray(at)]
      .map((part) => scrub(part))
      .filter((part) => part !== undefined);
    expect(Buffer.concat(own).toString()).toBe('own öutput\nmark.1\nmore');
    expect(scrub.noise()).toBe('motd from a start-up file\n[sudo] Password:\n');
  }
});

test('keeps no more than it needs of endless noise', () => {
  const scrub = scrubber('mark.1');
  for (let i = 0; i < 64; i++) expect(scrub(Buffer.alloc(64 * 1024, 'x'))).toBeUndefined();
  expect(scrub.noise().length).toBeLessThanOrEqual(256 * 1024);
  expect(scrub(Buffer.from('mark.1\nhere'))?.toString()).toBe('here');
});

test('noise without an end is told once, and the last of it is kept whole', () => {
  let told = 0;
  const scrub = scrubber('mark.1', () => {
    told += 1;
  });
  for (let at = 0; at < 200_000; at++) scrub(Buffer.from(`line ${String(at).padStart(40, '0')}\n`));
  expect(told).toBe(1);
  const [, ...lines] = scrub.noise().trimEnd().split('\n');
  const numbers = lines.map((line) => Number(line.slice(5)));
  expect(numbers.length).toBeGreaterThan(5000);
  expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
});

test('of many small pieces it keeps the same as of one', () => {
  const text = `${'a greeting, '.repeat(40_000)}\nmark.1\nown`;
  for (const size of [1, 7, 4096, 300_000, text.length]) {
    const scrub = scrubber('mark.1');
    const own = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      scrub(Buffer.from(text.slice(at * size, (at + 1) * size))),
    );
    expect(own.map((part) => part?.toString() ?? '').join('')).toBe('own');
    expect(scrub.noise()).toBe(text.slice(0, -'mark.1\nown'.length).slice(-256 * 1024));
  }
});
