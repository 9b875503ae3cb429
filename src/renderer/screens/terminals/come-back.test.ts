import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ComeBack } from './come-back.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('tries again with growing pauses, and gives up after some minutes', () => {
  const tries: number[] = [];
  const begun = Date.now();
  let goesOn = true;
  const comeBack = new ComeBack(() => {
    tries.push(Date.now() - begun);
    goesOn = comeBack.later();
  });
  expect([comeBack.trying, comeBack.later(), comeBack.trying]).toEqual([false, true, true]);
  vi.runAllTimers();
  expect(tries.slice(0, 6)).toEqual([1000, 3000, 7000, 15_000, 30_000, 45_000]);
  expect([tries.length, goesOn]).toEqual([30, false]);
});

test('a terminal that was closed, or is back, is not tried again', () => {
  const again = vi.fn();
  const comeBack = new ComeBack(again);
  comeBack.later();
  comeBack.stop();
  vi.runAllTimers();
  expect(again).not.toHaveBeenCalled();
  comeBack.done();
  expect(comeBack.trying).toBe(false);
});
