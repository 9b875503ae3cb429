import { expect, test } from 'vitest';
import type { NodeSight } from '../../../shared/snapshot/snapshot.ts';
import { differs } from './differs.ts';

const seen = (of: Partial<NodeSight> = {}): NodeSight => ({ node: 'n1', seen: { state: 'now' }, changes: [], ...of });
const error = { code: 'unreachable', message: 'gone' } as const;
const unseen = (last?: string): NodeSight => seen({ seen: { state: 'unknown', error, ...(last && { last }) } });
test.each<[string, NodeSight[], NodeSight[]]>([
  ['a node went', [seen()], [unseen('12:00')]],
  ['a node is back', [unseen('12:00')], [seen()]],
  ['Docker was stopped', [seen({ docker: 'running' })], [seen({ docker: 'gone' })]],
  ['etcd was started', [seen({ etcd: 'gone' })], [seen({ etcd: 'running' })]],
  ['a container went', [seen()], [seen({ changedAt: '12:00' })]],
  ['another one went', [seen({ changedAt: '12:00' })], [seen({ changedAt: '12:01' })]],
  ['a node was lost before the first sight of it', [], [unseen('12:00')]],
])('a plan is asked for again after %s', (_, before, now) => {
  expect(differs(before, now)).toBe(true);
});

test.each<[string, NodeSight[], NodeSight[]]>([
  ['nothing happened', [seen({ docker: 'running' })], [seen({ docker: 'running' })]],
  ['a node is seen for the first time', [unseen()], [seen({ docker: 'running', etcd: 'gone' })]],
  ['nobody watches', [], []],
  ['what happened was known', [seen({ changedAt: '12:00' })], [seen({ changedAt: '12:00' })]],
  ['nobody watches any more', [seen({ changedAt: '12:00' })], [seen()]],
])('and not where %s', (_, before, now) => {
  expect(differs(before, now)).toBe(false);
});
