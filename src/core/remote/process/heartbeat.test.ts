import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Link } from '../link/link.ts';
import type { Guard } from './guard.ts';
import { heartbeat } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connection() {
  const state = { received: 0, beats: 0, failed: [] as string[], lose: () => {} };
  const lost = new Promise<undefined>((resolve) => {
    state.lose = () => resolve(undefined);
  });
  const link = { received: () => state.received, fail: (error: Error) => state.failed.push(error.message), lost };
  heartbeat(link as unknown as Link, { beat: () => state.beats++ } as unknown as Guard);
  return state;
}

test('beats every 3 s of silence, and gives up after 9 s in which nothing came', () => {
  const state = connection();
  vi.advanceTimersByTime(8_999);
  expect([state.beats, state.failed]).toEqual([2, []]);
  vi.advanceTimersByTime(1);
  expect([state.beats, state.failed]).toEqual([3, ['no sign of life for 9 s']]);
});

test('a trickle of other data is a sign of life too', () => {
  const state = connection();
  for (let second = 0; second < 120; second += 8) {
    vi.advanceTimersByTime(8_000);
    state.received++;
  }
  expect(state.failed).toEqual([]);
});

test('what arrives by itself needs no beat but the one that tells the guard of us', () => {
  const state = connection();
  for (let second = 0; second < 24; second += 1) {
    vi.advanceTimersByTime(1_000);
    state.received++;
  }
  expect([state.beats, state.failed]).toEqual([2, []]);
});

test('stops with the connection', async () => {
  const state = connection();
  state.lose();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([state.beats, state.failed]).toEqual([0, []]);
});
