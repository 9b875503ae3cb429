import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { lineMatches } from './line-matches.ts';
import { fill, wrongPlaceholders } from './placeholders.ts';

test.each([
  ['mtu 1450', '3: vx0: mtu 1450 state UP', true],
  ['mtu*UP', '3: vx0: mtu 1450 state UP', true],
  ['UP*mtu', '3: vx0: mtu 1450 state UP', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['.', 'abc', false],
  ['(a+)+$', 'aaaa', false],
  ['2 \\* 3', 'it is 2 * 3', true],
  ['2 \\* 3', 'it is 2 x 3', false],
  ['*', '', true],
])('%j in %j: %s', (pattern, line, is) => {
  expect(lineMatches(line, pattern)).toBe(is);
});

test('what is made of pieces in their order is found', () => {
  const word = fc.string({ maxLength: 5 }).map((text) => text.replace(/[\\*]/g, ''));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), word, (pieces, between) => {
      expect(lineMatches(pieces.join(between), pieces.join('*'))).toBe(true);
    }),
  );
});

describe('placeholders', () => {
  const lab = {
    network: { name: 'myapp' },
    nodes: [
      { name: 'a', address: '10.0.0.1', ssh: { host: 'x' } },
      { name: 'b', address: '10.0.0.2', ssh: { host: 'y' } },
    ],
  };
  it.each([
    ['ping @{address 2}', 'ping 10.0.0.2'],
    ['@{node 1} @{worker 2} @{network}', 'a worker-2 myapp'],
    ['@{address 3} @{adress 1} $x @{', '@{address 3} @{adress 1} $x @{'],
  ])('%s', (text, filled) => expect(fill(text, lab)).toBe(filled));
  it('that stand for nothing are named', () => {
    expect(wrongPlaceholders('@{address 1}, @{network}, @{port 1}, @{node 0}')).toEqual(['port 1', 'node 0']);
  });
});
