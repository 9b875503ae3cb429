import { expect, test } from 'vitest';
import { ageInWords } from './use-age.ts';

const now = Date.parse('2026-01-02T00:00:00Z');

test.each([
  ['2026-01-02T00:00:00Z', 'now'],
  ['2026-01-01T23:59:48Z', '12 seconds ago'],
  ['2026-01-01T23:58:30Z', '1 minute ago'],
  ['2026-01-01T21:00:00Z', '3 hours ago'],
  ['2025-12-30T00:00:00Z', '3 days ago'],
  // A clock that was set back.
  ['2026-01-02T00:05:00Z', 'now'],
])('%s is %s', (at, words) => expect(ageInWords(at, now, 'en')).toBe(words));
