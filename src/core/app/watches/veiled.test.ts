import { expect, it } from 'vitest';
import type { LabSnapshot, Stand } from '../../../shared/snapshot/snapshot.ts';
import { emptySnapshot } from '../../../shared/snapshot/snapshot.ts';
import { veiled } from './veiled.ts';

const since = '2026-01-01T10:00:00.000Z';
const stand = (step: Stand['step'], state: Stand['state'], more: Partial<Stand> = {}): Stand => ({
  ...{ step, node: 'node1', state, problems: [], at: '2026-01-01T09:00:00.000Z', ...more },
});
const shown = (seen: Stand[], byRuns: Stand[] = []) => {
  const snapshot = (stands: Stand[]): LabSnapshot => ({ ...emptySnapshot, stands });
  return veiled(snapshot(seen), snapshot(byRuns), since).stands;
};

it('no tick tells what a surprise broke, nor why, and what was never done stays so', () => {
  const lost = { why: 'daemon' as const, node: 'node1', daemon: 'docker' as const, is: 'gone' as const };
  const error = { code: 'refused' as const, message: 'worker-1 is paused' };
  const seen = [
    stand('workers', 'drifted', { lost }),
    stand('etcd', 'done'),
    stand('network', 'failed', { error }),
    stand('daemon', 'open', { undone: true, summary: 'no store' }),
    stand('ping', 'open'),
  ];
  expect(shown(seen).map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'open']);
  expect(JSON.stringify(shown(seen))).not.toMatch(/gone|paused|no store/);
});

it('what a person had looked at since it began is shown', () => {
  const checked = stand('workers', 'drifted', { at: '2026-01-01T10:01:00.000Z', summary: 'paused' });
  expect(shown([stand('workers', 'unchecked')], [checked])).toEqual([checked]);
  expect(shown([stand('workers', 'drifted')], [stand('workers', 'done')])[0]?.lost).toEqual({ why: 'drill' });
});

it('of a node it is told whether it is seen, not how its daemons are or what changed on it', () => {
  const node = {
    node: 'node1',
    seen: { state: 'now' as const },
    docker: 'gone' as const,
    changes: [],
    changedAt: since,
  };
  expect(veiled({ ...emptySnapshot, nodes: [node] }, emptySnapshot, since).nodes).toEqual([
    { node: 'node1', seen: { state: 'now' }, changes: [] },
  ]);
});
