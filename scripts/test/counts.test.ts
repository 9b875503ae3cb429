import { describe, expect, it } from 'vitest';
import { plainLine, readPlain, settle, sum } from './counts.ts';

const none = { passed: 0, failed: 0, skipped: [], notes: [] };

describe('readPlain', () => {
  it('reads the last line and the reasons', () => {
    const text = 'ok a\nnot ok b is c\nskipped the lab itself: it needs root\n3 passed, 1 failed, 1 skipped\n';
    expect(readPlain(text)).toEqual({
      passed: 3,
      failed: 1,
      skipped: [{ count: 1, reason: 'the lab itself: it needs root' }],
      notes: ['failed: b is c'],
    });
  });

  it('says so where a skip has no reason', () => {
    expect(readPlain('1 passed, 0 failed, 2 skipped')?.skipped).toEqual([{ count: 2, reason: 'no reason given' }]);
  });

  it.each(['', '3 passed', '3 passed, 0 failed, 0 skipped\nSegmentation fault', 'all: 3 passed, 0 failed, 0 skipped'])(
    'is undefined without the line at the end: %j',
    (text) => expect(readPlain(text)).toBeUndefined(),
  );

  it('reads what plainLine writes', () => {
    const counts = { passed: 12, failed: 0, skipped: [{ count: 3, reason: 'no reason given' }], notes: [] };
    expect(readPlain(plainLine(counts))).toEqual(counts);
  });
});

describe('settle', () => {
  it('leaves a suite that went well as it is', () => {
    expect(settle({ ...none, passed: 2 }, 0)).toEqual({ ...none, passed: 2 });
    expect(settle({ ...none, skipped: [{ count: 1, reason: 'x' }] }, 0).failed).toBe(0);
  });

  it('counts a failure where the program failed, said nothing, or ran nothing', () => {
    expect(settle({ ...none, passed: 2 }, 1).failed).toBe(1);
    expect(settle(undefined, 0).failed).toBe(1);
    expect(settle(none, 0).failed).toBe(1);
  });

  it('counts failures once', () => {
    expect(settle({ ...none, failed: 3 }, 1).failed).toBe(3);
  });
});

it('sums suites', () => {
  const skip = { count: 2, reason: 'x' };
  expect(
    sum([
      { passed: 1, failed: 2, skipped: [skip], notes: ['failed: a'] },
      { passed: 10, failed: 0, skipped: [skip], notes: [] },
    ]),
  ).toEqual({
    passed: 11,
    failed: 2,
    skipped: [skip, skip],
    notes: ['failed: a'],
  });
});
