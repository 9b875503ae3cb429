import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RecentText } from './recent-text.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const bytes = (text: string) => new TextEncoder().encode(text);

test('characters and sequences that came in pieces are read whole', () => {
  const recent = new RecentText();
  for (const byte of bytes('\x1b[1mKöln\x1b[0m $ ')) recent.add(Uint8Array.of(byte));
  expect(recent.text).toBe('Köln $ ');
});

test('only the last of a flood is kept, and told of once', () => {
  const recent = new RecentText();
  const told: string[] = [];
  recent.listen((text) => told.push(text));
  for (let line = 0; line < 50_000; line++) recent.add(bytes(`line ${line}\n`));
  expect(told).toEqual([]);
  vi.runAllTimers();
  expect(told).toHaveLength(1);
  expect(told[0]?.length).toBe(16_384);
  expect(told[0]?.endsWith('line 49999\n')).toBe(true);
});

test('a piece larger than what is kept, and what came before it', () => {
  const recent = new RecentText();
  recent.add(bytes('before'));
  recent.add(bytes(`${'x'.repeat(100_000)}end`));
  expect(recent.text.endsWith('xend')).toBe(true);
  expect(recent.text).not.toContain('before');
});

test('what is forgotten does not come again', () => {
  const recent = new RecentText();
  recent.add(bytes('old'));
  recent.forget();
  recent.add(bytes('new'));
  expect(recent.text).toBe('new');
});

test('several listen, and who stopped hears no more', () => {
  const recent = new RecentText();
  const heard: string[] = [];
  const stop = recent.listen((text) => heard.push(`a ${text}`));
  recent.listen((text) => heard.push(`b ${text}`));
  recent.add(bytes('x'));
  vi.runAllTimers();
  stop();
  recent.add(bytes('y'));
  vi.runAllTimers();
  expect(heard).toEqual(['a x', 'b x', 'b xy']);
});
