import { expect, test } from 'vitest';
import { withTyped } from './typed-stands.ts';

const stands = [
  { step: 'ping' as const, node: 'node1', state: 'open' as const, problems: [] },
  { step: 'etcd' as const, state: 'failed' as const, problems: [] },
];

test('what was seen in a terminal is done, also where no run has ever named the step', () => {
  const seen = { ping: '2026-01-01T10:00:00Z', interfaces: '2026-01-01T10:01:00Z' };
  const typed = withTyped(stands, seen, '', 'seen');
  expect(typed.map(({ step, state }) => `${step} ${state}`)).toEqual(['ping done', 'etcd failed', 'interfaces done']);
});

test('what was taken back since is open again', () => {
  expect(withTyped(stands, { ping: '2026-01-01T10:00:00Z' }, '2026-01-01T11:00:00Z', 'seen')).toEqual(stands);
});
