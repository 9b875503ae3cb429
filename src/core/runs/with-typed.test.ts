import { expect, test } from 'vitest';
import { withTyped } from './with-typed.ts';

const stands = [
  { step: 'ping' as const, node: 'node1', state: 'open' as const, problems: [] },
  { step: 'etcd' as const, state: 'failed' as const, problems: [] },
];

test('what was seen in a terminal is done, also where no run has ever named the step', () => {
  const seen = new Map([
    ['ping', '2026-01-01T10:00:00Z'],
    ['interfaces', '2026-01-01T10:01:00Z'],
  ] as const);
  const typed = withTyped(stands, seen);
  expect(typed.map(({ step, state }) => `${step} ${state}`)).toEqual(['ping done', 'etcd failed', 'interfaces done']);
  expect(typed[0]).toMatchObject({ typed: true, at: '2026-01-01T10:00:00Z' });
});

test('what was taken back since is open again', () => {
  const seen = new Map([['ping', '2026-01-01T10:00:00Z']] as const);
  expect(withTyped(stands, seen, '2026-01-01T11:00:00Z')).toEqual(stands);
});
