import { expect, it } from 'vitest';
import { wrongIn } from './wording.ts';

it('finds a phrase with its place and a better one', () => {
  expect(wrongIn('a.ts', 'fine\nA run goes on already.')).toEqual([
    'a.ts:2: "goes on already": better "is already running"',
    'a.ts:2: "goes on": better "is running; continues"',
  ]);
  expect(wrongIn('a.ts', 'It rests on a table, and the rest on request.')).toEqual([]);
});
