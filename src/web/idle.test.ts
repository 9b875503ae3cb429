import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endWhenIdle } from './idle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000);

test('ends when no window was open for so long, counted from the last one', () => {
  const end = vi.fn();
  const idle = endWhenIdle(10, () => false, end);
  minutes(9);
  idle.windows(1);
  minutes(60);
  expect(end).not.toHaveBeenCalled();
  idle.windows(0);
  minutes(9);
  expect(end).not.toHaveBeenCalled();
  minutes(1);
  expect(end).toHaveBeenCalledTimes(1);
});

test('waits while something is running', () => {
  const end = vi.fn();
  let busy = true;
  endWhenIdle(10, () => busy, end);
  minutes(35);
  expect(end).not.toHaveBeenCalled();
  busy = false;
  minutes(10);
  expect(end).toHaveBeenCalled();
});

test('0 is never', () => {
  const end = vi.fn();
  endWhenIdle(0, () => false, end).windows(0);
  minutes(10_000);
  expect(end).not.toHaveBeenCalled();
});
