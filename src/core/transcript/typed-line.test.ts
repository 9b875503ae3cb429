import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typedLine } from './typed-line.ts';

test.each([
  ['as it is', '\x1b[?2004hroot@node1:~# ping x', 'root@node1:~# ping x'],
  ['deleted at its end', 'node1# ping worker-22\b\x1b[K', 'node1# ping worker-2'],
  ['typed in between', '# echo bbb\b\b\bXbbb\b\b\b', '# echo Xbbb'],
  ['deleted in between', '# Xbbb\b\b\b\b\x1b[1Pbbb', '# bbb'],
  ['put in by insertion', '# ac\b\x1b[1@b', '# abc'],
  ['another one recalled', '# ls\b\bping\x1b[K', '# ping'],
  ['a title and colours', '\x1b]0;root@node1\x07\x1b[01;32mroot@node1\x1b[00m:~# ls', 'root@node1:~# ls'],
  ['drawn again from its beginning', '/ # \x1b[6np\r/ # pi\x1b[J', '/ # pi'],
])('%s', (_, raw, line) => expect(typedLine(raw, 80)).toBe(line));

test('a line that continues in the next one of the screen is one line', () => {
  const text = `# ${'a'.repeat(18)}`;
  expect(typedLine(`${text} \rbbb`, 20)).toBe(`${text}bbb`);
  expect(typedLine('# abc \rX', 20)).toBe('X abc ');
});

test('where the cursor left the line, its text is not known; nor is that of one without an end', () => {
  expect(typedLine('# abc\x1b[A\rX', 80)).toBeUndefined();
  expect(typedLine('# abc\x1b[1;1Hx', 80)).toBeUndefined();
  expect(typedLine('a'.repeat(20_000), 80)).toBeUndefined();
});

test('whatever comes, it is no longer than what was sent, and quickly known', () => {
  const part = fc.constantFrom(
    'a',
    ' ',
    '\b',
    '\r',
    '\x1b[K',
    '\x1b[9999999@',
    '\x1b[9999999@',
    '\x1b[9999999@',
    '\x1b[5D',
    '\x1b[3C',
    '\x1b[2P',
    '\x1b',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 200 }), fc.integer({ min: 2, max: 200 }), (parts, columns) => {
      const line = typedLine(parts.join(''), columns);
      expect(line?.length ?? 0).toBeLessThan(40_000);
    }),
  );
});
