import { expect, test } from 'vitest';
import { cleanPaste } from './clean-paste.ts';

test('one line goes through as it is', () => {
  expect(cleanPaste('docker ps\t-a')).toEqual({ text: 'docker ps\t-a', several: false });
});

test('several lines, also with other line ends, and a lone Enter at the end are asked about', () => {
  for (const raw of ['a\nb', 'a\r\nb', 'a\rb', 'rm -rf x\n']) expect(cleanPaste(raw).several).toBe(true);
});

test('an end of a bracketed paste cannot be smuggled in', () => {
  expect(cleanPaste('ls\x1b[201~; reboot\u202e').text).toBe('ls[201~; reboot');
});
