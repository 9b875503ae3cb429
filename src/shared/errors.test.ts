import { describe, expect, it } from 'vitest';
import { LabError, toLabError } from './errors.ts';

describe('toLabError', () => {
  it('keeps one that it is already', () => {
    const error = new LabError('held', 'someone else', { node: 'a' });
    expect(toLabError(error)).toBe(error);
  });

  it('takes an abort for a cancel, and keeps the cause', () => {
    const abort = AbortSignal.abort().reason;
    expect(toLabError(abort)).toMatchObject({ code: 'cancelled', cause: abort });
  });

  it.each([
    [new TypeError('x is not a function'), 'x is not a function'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ code: 'held' }, '[object Object]'],
  ])('makes %s a fault of ours', (thrown, message) => {
    expect(toLabError(thrown)).toMatchObject({ name: 'LabError', code: 'unexpected', message });
  });
});
