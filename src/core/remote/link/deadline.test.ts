import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noPrompts } from '../auth/prompts.ts';
import { deadline } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

test('passes', () => {
  const clock = deadline(1000);
  vi.advanceTimersByTime(999);
  expect(clock.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(clock.signal.aborted).toBe(true);
});

test('stands still while a person is asked, also by two questions at once', async () => {
  const clock = deadline(1000);
  const answers: ((password: string) => void)[] = [];
  const password = () => new Promise<string>((resolve) => answers.push(resolve));
  const asking = clock.pausing({ ...noPrompts, password });
  const question = { node: 'n', user: 'u', host: 'h' };
  vi.advanceTimersByTime(900);
  const both = [asking.password(question), asking.password(question)];
  vi.advanceTimersByTime(60_000);
  answers[0]?.('a');
  await both[0];
  vi.advanceTimersByTime(60_000);
  answers[1]?.('b');
  await both[1];
  vi.advanceTimersByTime(99);
  expect(clock.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(clock.signal.aborted).toBe(true);
});
