import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/errors.ts';
import { failureOf, parseLine, practiceCode } from './lines.ts';

const failure = { type: 'error' as const, message: 'No.', remedy: 'Try again.', kept: 'the base bookworm' };

const foreign = [
  '',
  'Reading package lists…',
  '{"type":"progress"',
  '{"type":"progress","stage":"base"}',
  '{"type":"x"}',
  '7',
];

describe('parseLine', () => {
  it('reads progress, result and error', () => {
    expect(parseLine('{"type":"progress","stage":"base","percent":2,"message":"m"}')).toMatchObject({ percent: 2 });
    expect(parseLine('{"type":"result","labs":[]}')).toEqual({ type: 'result', labs: [] });
    expect(parseLine(JSON.stringify({ ...failure, code: 'disk' }))).toMatchObject({ code: 'disk' });
  });

  it.each(foreign)('leaves out what is none of the program’s own: %s', (text) =>
    expect(parseLine(text)).toBeUndefined(),
  );
});

describe('failureOf', () => {
  it.each([
    ['bad-name', 'bad-input'],
    ['bad-usage', 'bad-input'],
    ['unknown-lab', 'not-found'],
    ['interrupted', 'cancelled'],
    ['boot-failed', 'practice-lab'],
  ])('%s is %s to us', (code, ours) => {
    const error = failureOf({ ...failure, code });
    expect(error.code).toBe(ours);
    expect(practiceCode(error)).toBe(code);
  });

  it('tells what was kept with the remedy', () => {
    expect(failureOf({ ...failure, code: 'disk' }).details.remedy).toBe('Try again. Kept: the base bookworm.');
    expect(failureOf({ ...failure, code: 'disk', remedy: '', kept: '' }).details.remedy).toBeUndefined();
  });
});

describe('practiceCode', () => {
  it('is undefined for errors of others', () => {
    expect(practiceCode(new Error('x'))).toBeUndefined();
    expect(practiceCode(new LabError('practice-lab', 'x', { cause: new Error('y') }))).toBeUndefined();
  });
});
