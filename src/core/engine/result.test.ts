import { describe, expect, it } from 'vitest';
import { type EventBody, resultSchema } from '../../shared/run/events.ts';
import { EventLog } from './event-log.ts';
import { resultOf } from './result.ts';

function of(...bodies: EventBody[]) {
  const log = new EventLog('lab', 'run');
  for (const body of bodies) log.emit(body);
  return resultOf('run', log.events, 1.5);
}
const task = (state: 'checking' | 'done' | 'planned' | 'failed' | 'blocked' | 'cancelled' | 'applying', node = 'a') =>
  ({ type: 'task', step: 'image', node, state }) as const;
const change = { type: 'change', step: 'image', node: 'a', change: 'image x', fate: 'remove', undone: false } as const;
const finding = { status: 'satisfied', summary: 'there', facts: {}, diff: [], problems: [] } as const;

describe('resultOf', () => {
  it('is good where everything was done, and keeps the last state and finding of each task', () => {
    const result = of(
      task('checking'),
      { type: 'finding', step: 'image', node: 'a', finding: { ...finding, facts: {}, diff: [], problems: [] } },
      task('done'),
      task('done', 'b'),
    );
    expect(resultSchema.parse(result)).toMatchObject({ ok: true, changes: 0, seconds: 1.5, errors: [] });
    expect(result.findings.map(({ node, state, finding: seen }) => [node, state, seen?.summary])).toEqual([
      ['a', 'done', 'there'],
      ['b', 'done', undefined],
    ]);
  });

  it.each(['failed', 'blocked', 'cancelled', 'applying'] as const)('is not good where a task ended as %s', (state) => {
    expect(of(task('done', 'b'), task(state)).ok).toBe(false);
  });

  it('counts changes, made and taken back, and only those', () => {
    expect(of(change, { ...change, undone: true }, task('done')).changes).toBe(2);
  });

  it('carries each error once, and is not good with one', () => {
    const error = { code: 'refused', message: 'no' } as const;
    const result = of({ ...task('failed'), error });
    expect(result.errors).toEqual([error]);
    expect(resultOf('run', [], 0, [error])).toMatchObject({ ok: false, errors: [error] });
  });

  it('is not good where one proof differs from the baseline', () => {
    const proof = (equal: boolean) =>
      ({ type: 'proof', proof: { node: 'a', kind: 'files', equal, differences: equal ? [] : ['+ x'] } }) as const;
    expect(of(task('done'), proof(true)).ok).toBe(true);
    expect(of(task('done'), proof(true), proof(false)).ok).toBe(false);
  });
});
