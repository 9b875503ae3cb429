import { expect, test } from 'vitest';
import type { StepId } from '../../shared/run/steps.ts';
import {
  emptySnapshot,
  type LabSnapshot,
  type NodeSight,
  type Stand,
  type StandState,
} from '../../shared/snapshot/snapshot.ts';
import { etcdOutline } from '../../shared/tracks/etcd.ts';
import type { NodeChange } from '../../shared/watch/sighting.ts';
import { brokenIn, type Sight, standKey, withSeen } from './with-seen.ts';

const minute = (at: number) => new Date(Date.UTC(2026, 0, 1, 12, at)).toISOString();
const stand = (step: StepId, node: string | undefined, state: StandState = 'done', at = 10): Stand => ({
  ...{ step, state, problems: [], at: minute(at) },
  ...(node !== undefined && { node }),
});
/** A lab of two nodes, run at 10, ping measured at 11. */
const ran: LabSnapshot = {
  ...emptySnapshot,
  stands: [
    ...['n1', 'n2'].flatMap((node) => [
      stand('preflight', node),
      stand('image', node),
      stand('daemon', node),
      stand('workers', node),
      stand('ping', node, 'done', 11),
    ]),
    stand('etcd', undefined),
    stand('network', undefined),
  ],
};
const seen = (node: string, how: Partial<NodeSight> = {}): NodeSight => ({
  ...{ node, seen: { state: 'now' }, docker: 'running', etcd: 'running', changes: [] },
  ...how,
});
const unseen = (node: string, last?: number): NodeSight => ({
  node,
  seen: { state: 'unknown', error: { code: 'unreachable', message: 'gone' }, ...(last && { last: minute(last) }) },
  changes: [],
});
/** Both nodes seen since before the run, and nothing happened. */
const quiet: Sight = {
  nodes: [seen('n1'), seen('n2')],
  since: new Map([
    ['n1', minute(5)],
    ['n2', minute(5)],
  ]),
  looked: new Map(),
  doubts: [],
  broken: new Map(),
  busy: false,
};
const change = (of: Partial<NodeChange>): NodeChange => ({
  ...{ node: 'n1', at: minute(12), kind: 'container', name: 'worker-1', did: 'happened', detail: 'die', by: 'hand' },
  ...of,
});
const after = (sight: Partial<Sight>, snapshot = ran) => withSeen(etcdOutline, snapshot, { ...quiet, ...sight });
const of = ({ stands }: LabSnapshot, step: StepId, node?: string) =>
  stands.find((one) => one.step === step && one.node === node);
const looked = (...stands: Stand[]): Sight['looked'] =>
  new Map(stands.map((one) => [standKey(one), { stand: one, since: one.at ?? '' }]));

test('where all is seen and nothing happened, all stays as the run left it', () => {
  expect(after({}).stands).toEqual(ran.stands);
  expect(after({}).nodes).toEqual(quiet.nodes);
});

test('what is on a node that cannot be seen is unknown, with when it was last seen; what is elsewhere stays', () => {
  const snapshot = after({ nodes: [seen('n1'), unseen('n2', 12)] });
  expect(of(snapshot, 'daemon', 'n2')).toMatchObject({
    state: 'unknown',
    lost: { why: 'unseen', node: 'n2', last: minute(12) },
  });
  expect(of(snapshot, 'daemon', 'n1')?.state).toBe('done');
  // What is of all nodes cannot be known without one of them.
  expect(of(snapshot, 'etcd')?.state).toBe('unknown');
  expect(of(snapshot, 'ping', 'n1')?.state).toBe('unknown');
  expect(of(snapshot, 'workers', 'n1')?.state).toBe('done');
});

test('what was to do, differed or failed before the node went stays so: it was no tick', () => {
  for (const state of ['open', 'drifted', 'failed', 'working'] as const) {
    const snapshot = { ...emptySnapshot, stands: [stand('image', 'n1', state)] };
    expect(of(after({ nodes: [unseen('n1')] }, snapshot), 'image', 'n1')?.state).toBe(state);
  }
});

test('what was found before the nodes were seen without a gap is unknown until it was looked at', () => {
  const since = new Map([
    ['n1', minute(20)],
    ['n2', minute(20)],
  ]);
  const before = after({ since });
  expect(of(before, 'workers', 'n1')).toMatchObject({ state: 'unknown', lost: { why: 'unlooked' } });
  expect(of(before, 'ping', 'n1')?.state).toBe('unknown');
  const now = [stand('etcd', undefined), stand('network', undefined)].concat(
    ['n1', 'n2'].flatMap((node) => [stand('image', node), stand('daemon', node), stand('workers', node)]),
  );
  const snapshot = after({ since, looked: looked(...now.map((one) => ({ ...one, at: minute(21) }))) });
  expect(snapshot.stands.map(({ state }) => state)).toEqual(ran.stands.map(() => 'done'));
});

test('a daemon that does not run takes all that depends on it on its node', () => {
  const snapshot = after({ nodes: [seen('n1', { docker: 'gone' }), seen('n2')] });
  for (const step of ['preflight', 'image', 'daemon', 'workers', 'ping'] as const)
    expect(of(snapshot, step, 'n1')).toMatchObject({
      state: 'drifted',
      lost: { why: 'daemon', node: 'n1', daemon: 'docker', is: 'gone' },
    });
  expect(of(snapshot, 'daemon', 'n2')?.state).toBe('done');
  expect(of(snapshot, 'etcd')?.state).toBe('done');
  const store = after({ nodes: [seen('n1'), seen('n2', { etcd: 'no-quorum' })] });
  expect(of(store, 'etcd')).toMatchObject({ state: 'drifted', lost: { daemon: 'etcd', is: 'no-quorum' } });
  expect(of(store, 'daemon', 'n1')).toMatchObject({ state: 'unchecked', lost: { why: 'needs', step: 'etcd' } });
});

test('while a run is running, what it stops is no fault, and no tick', () => {
  const snapshot = after({ nodes: [seen('n1', { docker: 'gone' }), seen('n2')], busy: true });
  expect(of(snapshot, 'image', 'n1')?.state).toBe('unchecked');
});

test('a change that speaks against a step takes its tick until it was looked at; one of before does not', () => {
  const doubt = { step: 'workers', change: change({}) } as const;
  const snapshot = after({ doubts: [doubt] });
  expect(of(snapshot, 'workers', 'n1')).toMatchObject({
    state: 'unchecked',
    lost: { why: 'changed', change: doubt.change },
  });
  expect(of(snapshot, 'workers', 'n2')?.state).toBe('done');
  expect(of(snapshot, 'ping', 'n2')?.state).toBe('unchecked');
  const old = { ...doubt, change: change({ at: minute(9) }) };
  expect(after({ doubts: [old] }).stands).toEqual(ran.stands);
});

test('what was measured does not come back with what it was measured on', () => {
  const gone = looked({ ...stand('workers', 'n1', 'open', 15) });
  const without = after({ looked: gone });
  expect(of(without, 'workers', 'n1')?.state).toBe('open');
  expect(of(without, 'ping', 'n2')).toMatchObject({ state: 'unchecked', lost: { why: 'needs', step: 'workers' } });
  expect(brokenIn(etcdOutline, without)).toEqual(['workers']);
  const back = {
    looked: looked(stand('workers', 'n1', 'done', 17)),
    broken: new Map([['workers', minute(16)]] as const),
  };
  expect(of(after(back), 'workers', 'n1')?.state).toBe('done');
  expect(of(after(back), 'ping', 'n1')?.state).toBe('unchecked');
  const again = { ...ran, stands: ran.stands.map((one) => (one.step === 'ping' ? { ...one, at: minute(18) } : one)) };
  expect(of(after(back, again), 'ping', 'n1')?.state).toBe('done');
});

test('a look counts against an older run and not against a newer one, and hides no error but by success', () => {
  const open = looked(stand('image', 'n1', 'open', 9));
  expect(of(after({ looked: open }), 'image', 'n1')?.state).toBe('done');
  const failed = { ...emptySnapshot, stands: [stand('image', 'n1', 'failed')] };
  expect(of(after({ looked: looked(stand('image', 'n1', 'open', 15)) }, failed), 'image', 'n1')?.state).toBe('failed');
  expect(of(after({ looked: looked(stand('image', 'n1', 'done', 15)) }, failed), 'image', 'n1')?.state).toBe('done');
});

test('what a run did and a look found undone is said to be so; what no run did is not', () => {
  const open = looked(stand('workers', 'n1', 'open', 15));
  expect(of(after({ looked: open }), 'workers', 'n1')).toMatchObject({ state: 'open', undone: true });
  expect(of(after({ looked: looked(stand('workers', 'n1', 'done', 15)) }), 'workers', 'n1')).not.toHaveProperty(
    'undone',
  );
  const never = { ...emptySnapshot, stands: [stand('workers', 'n1', 'open')] };
  expect(of(after({ looked: open }, never), 'workers', 'n1')).not.toHaveProperty('undone');
  expect(of(after({ looked: open }, emptySnapshot), 'workers', 'n1')).not.toHaveProperty('undone');
});

test('what nobody ran and a look found is done: typed by hand', () => {
  const snapshot = after({ looked: looked(stand('network', undefined, 'done', 15)) }, emptySnapshot);
  expect(snapshot.stands).toMatchObject([{ step: 'network', state: 'done' }]);
});
