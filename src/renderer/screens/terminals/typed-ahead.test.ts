import { expect, test } from 'vitest';
import { TypedAhead } from './typed-ahead.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const texts = (all: Uint8Array[]) => all.map((one) => new TextDecoder().decode(one)).join('');

test('what is typed while a shell is opened comes to it once, in order', () => {
  const typed = new TypedAhead();
  typed.keep = true;
  for (const key of 'ls\r') typed.add(bytes(key));
  expect(texts(typed.take())).toBe('ls\r');
  typed.add(bytes('x'));
  expect(typed.take()).toEqual([]);
});

test('what is typed into a shell that dropped, or is not to be had, is forgotten', () => {
  const typed = new TypedAhead();
  typed.add(bytes('a'));
  typed.keep = true;
  typed.add(bytes('b'));
  typed.keep = false;
  expect(typed.take()).toEqual([]);
});

test('a paste that is too long is left out whole', () => {
  const typed = new TypedAhead();
  typed.keep = true;
  typed.add(bytes('a'));
  typed.add(bytes('x'.repeat(5000)));
  expect(texts(typed.take())).toBe('a');
});
