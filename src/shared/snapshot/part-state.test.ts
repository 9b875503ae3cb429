import { expect, test } from 'vitest';
import { partState } from './part-state.ts';
import type { StandState } from './snapshot.ts';

const part = { steps: ['workers', 'interfaces'] };
const of = (...states: [step: string, state: StandState][]) =>
  partState(
    states.map(([step, state]) => ({ step, node: 'n1', state, problems: [] })),
    part,
  );

test.each<[StandState, [string, StandState][]]>([
  ['open', []],
  ['open', [['workers', 'done']]],
  [
    'done',
    [
      ['workers', 'done'],
      ['interfaces', 'done'],
    ],
  ],
  [
    'unchecked',
    [
      ['workers', 'done'],
      ['interfaces', 'unchecked'],
    ],
  ],
  [
    'open',
    [
      ['workers', 'done'],
      ['interfaces', 'open'],
    ],
  ],
  [
    'drifted',
    [
      ['workers', 'drifted'],
      ['interfaces', 'open'],
    ],
  ],
  [
    'failed',
    [
      ['workers', 'drifted'],
      ['interfaces', 'failed'],
    ],
  ],
  [
    'working',
    [
      ['workers', 'working'],
      ['interfaces', 'failed'],
    ],
  ],
])('%s of %j', (state, stands) => expect(of(...stands).state).toBe(state));

test('other parts do not count, and a part without steps is never done', () => {
  const { state, stands } = of(['workers', 'done'], ['interfaces', 'done'], ['ping', 'failed']);
  expect([state, stands.length]).toEqual(['done', 2]);
  expect(partState([], { steps: [] }).state).toBe('open');
});
