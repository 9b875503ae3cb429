import { expect, it } from 'vitest';
import type { RunResult } from '../../shared/run/events.ts';
import { closingLine } from './closing-line.ts';

const result = (more: Partial<RunResult>): RunResult => ({
  ok: true,
  command: 'run',
  changes: 0,
  seconds: 2,
  measurements: [],
  findings: [],
  proofs: [],
  errors: [],
  ...more,
});
const ended = (...states: RunResult['findings'][number]['state'][]) =>
  states.map((state) => ({ step: 'etcd' as const, state }));

const finding = { status: 'missing' as const, summary: '', facts: {}, diff: ['+ x'], problems: [] };

it.each([
  [result({}), '0 changes: everything was already as it should be (2.0 s)'],
  [result({ changes: 1 }), '1 change in 2.0 s'],
  [result({ command: 'check' }), '0 changes: everything was already as it should be (2.0 s)'],
  [
    result({ command: 'check', findings: ended('planned', 'done') }),
    '0 changes: everything was already as it should be (2.0 s)',
  ],
  [
    result({ command: 'check', findings: [{ step: 'etcd', state: 'planned', finding }] }),
    '1 to build or change; checked in 2.0 s, nothing changed',
  ],
  [result({ command: 'reset' }), '0 changes: there was nothing to undo (2.0 s)'],
  [result({ command: 'reset', changes: 7 }), '7 changes undone in 2.0 s'],
  [
    result({ ok: false, findings: ended('failed', 'blocked', 'blocked') }),
    'Failed after 2.0 s: 1 failed, 2 blocked; 0 changes',
  ],
  [result({ ok: false, findings: ended('cancelled', 'done') }), 'Cancelled after 2.0 s: 1 cancelled; 0 changes'],
  [result({ ok: false }), 'Failed after 2.0 s; 0 changes'],
])('%#: %o', (given, expected) => expect(closingLine(given)).toBe(expected));
