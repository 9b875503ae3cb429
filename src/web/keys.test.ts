import { describe, expect, test } from 'vitest';
import { Keys } from './keys.ts';

describe('keys', () => {
  test('a token is good once, within its time, and for a session', () => {
    let now = 0;
    const keys = new Keys(() => now);
    const [token, old] = [keys.newToken(1000), keys.newToken(100)];
    expect(token).toMatch(/^[\w-]{43}$/);
    now = 500;
    expect(keys.exchange(old)).toBeUndefined();
    expect(keys.exchange(`${token}A`)).toBeUndefined();
    const session = keys.exchange(token) ?? '';
    expect(keys.isSession(session)).toBe(true);
    expect(keys.exchange(token)).toBeUndefined();
    expect([token, '', session.slice(1)].some((wrong) => keys.isSession(wrong))).toBe(false);
  });

  test('a session is no token, and no two are the same', () => {
    const keys = new Keys();
    const tokens = Array.from({ length: 50 }, () => keys.newToken(1000));
    const sessions = tokens.map((token) => keys.exchange(token) ?? '');
    expect(new Set([...tokens, ...sessions]).size).toBe(100);
    expect(sessions.every((session) => keys.isSession(session) && keys.exchange(session) === undefined)).toBe(true);
  });
});
