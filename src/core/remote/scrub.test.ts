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
