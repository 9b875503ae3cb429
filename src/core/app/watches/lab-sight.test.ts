import { beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../../shared/lab/lab.ts';
import { emptySnapshot, type LabSnapshot, type Stand } from '../../../shared/snapshot/snapshot.ts';
import { etcdOutline } from '../../../shared/tracks/etcd.ts';
import type { NodeChange } from '../../../shared/watch/sighting.ts';
import { NodeStanding } from '../../watch/standing.ts';
import { LabSight } from './lab-sight.ts';

const minute = (at: number) => new Date(Date.UTC(2026, 0, 1, 12, at)).toISOString();
const lab: Lab = {
  name: 'class',
  track: 'etcd',
  network: { name: 'myapp' },
  nodes: ['1', '2'].map((n) => ({ name: `n${n}`, address: `10.0.0.${n}`, ssh: { host: 'h' } })),
};
const error = { code: 'unreachable', message: 'gone' } as const;
const workers = (at: number): Stand => ({ step: 'workers', node: 'n1', state: 'done', problems: [], at: minute(at) });
const ran: LabSnapshot = { ...emptySnapshot, stands: [workers(10)] };

let sight: LabSight;
let standings: NodeStanding[];
const seenAt = (node: string, at: number) =>
  sight.heard({ type: 'seen', node, at: minute(at), seen: { state: 'now' }, lacks: [] });
const unseenAt = (node: string, at: number) =>
  sight.heard({ type: 'seen', node, at: minute(at), seen: { state: 'unknown', error, last: minute(at) }, lacks: [] });
const dies = (of: Partial<NodeChange> = {}) =>
  sight.heard({
    type: 'change',
    ...{ node: 'n1', at: minute(12), kind: 'container', name: 'worker-1', did: 'happened', detail: 'die', by: 'hand' },
    ...of,
  });
const state = (snapshot = ran, isBusy = false) => sight.in(snapshot, isBusy, minute(15)).stands[0]?.state;
const process = (node: number, name: string, is: 'there' | 'gone') =>
  standings[node]?.see({ kind: 'process', key: `${name} 7`, name, is, detail: 'pid 7' }, minute(6));

beforeEach(() => {
  sight = new LabSight(lab, etcdOutline, { state: 'unknown', error });
  standings = lab.nodes.map(({ name }) => {
    const standing = new NodeStanding();
    sight.standsOn(name, standing);
    return standing;
  });
  for (const node of [0, 1]) process(node, 'dockerd', 'there');
});

test('before a node is seen nothing on it is known, and nothing is asked', () => {
  expect(state()).toBe('unknown');
  expect(sight.toLookAt).toEqual([]);
});

test('once all are seen every step whose check can be asked is looked at, and what was found is shown', () => {
  seenAt('n1', 11);
  // The other one is about to be.
  expect(sight.toLookAt).toEqual([]);
  seenAt('n2', 11);
  expect(sight.canBeAsked).toEqual(['n1', 'n2']);
  expect(sight.toLookAt).toEqual(['image', 'etcd', 'daemon', 'network', 'workers']);
  expect(state()).toBe('unknown');
  sight.looking(sight.toLookAt);
  sight.looked(['workers'], [{ ...workers(12) }], minute(12));
  expect([state(), sight.toLookAt]).toEqual(['done', []]);
});

test('with one node away, or its engine stopped, what is the others’ own is still looked at, and nothing of all together', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  sight.looking(sight.toLookAt);
  const both = { ...ran, stands: [workers(10), { ...workers(10), node: 'n2' }] };
  const states = () => sight.in(both, false, minute(15)).stands.map(({ state: now }) => now);
  dies({ node: 'n2', name: 'worker-2' });
  unseenAt('n2', 12);
  dies();
  expect([sight.canBeAsked, sight.toLookAt]).toEqual([['n1'], ['workers']]);
  sight.touchAll();
  expect(sight.toLookAt).toEqual(['image', 'daemon', 'workers']);
  sight.looking(sight.toLookAt);
  sight.looked(['workers'], [{ ...workers(13), state: 'open' }], minute(13));
  expect(states()).toEqual(['open', 'unknown']);
  expect(sight.toLookAt).toEqual([]);
  expect(sight.storeAnswers).toBe(false);
  process(0, 'etcd', 'there');
  expect(sight.storeAnswers).toBe(true);
  // What is of all nodes waits for the one that is away.
  seenAt('n2', 14);
  expect(sight.toLookAt).toEqual(['image', 'etcd', 'daemon', 'network', 'workers']);
  sight.looking(sight.toLookAt);
  process(1, 'dockerd', 'gone');
  dies({ node: 'n2', kind: 'process', name: 'dockerd', did: 'gone', detail: '' });
  expect([sight.canBeAsked, sight.toLookAt]).toEqual([['n1'], ['image', 'daemon', 'workers']]);
});

test('a node whose engine starts after the others were looked at is looked at then, once', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  process(1, 'dockerd', 'gone');
  dies({ node: 'n2', kind: 'process', name: 'dockerd', did: 'gone', detail: '' });
  expect(sight.canBeAsked).toEqual(['n1']);
  sight.looking(sight.toLookAt);
  process(1, 'dockerd', 'there');
  sight.looking(sight.toLookAt, ['n1']);
  sight.catchUp();
  const all = ['image', 'etcd', 'daemon', 'network', 'workers'];
  expect([sight.canBeAsked, sight.toLookAt]).toEqual([['n1', 'n2'], all]);
  sight.looking(sight.toLookAt);
  sight.catchUp();
  expect(sight.toLookAt).toEqual([]);
});

test('a look at one node does not say that what speaks against a step on another was looked at', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  const both = { ...ran, stands: [workers(10), { ...workers(10), node: 'n2' }] };
  const states = () => sight.in(both, false, minute(15)).stands.map(({ state: now }) => now);
  dies();
  dies({ node: 'n2', name: 'worker-2' });
  sight.looked(['workers'], [workers(13)], minute(13));
  expect(states()).toEqual(['done', 'unchecked']);
});

test('a worker that dies is doubted at once and looked at; what changes during the look is looked at again', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  sight.looking(sight.toLookAt);
  expect(dies()).toBe(true);
  expect([state(), sight.toLookAt]).toEqual(['unchecked', ['workers']]);
  sight.looking(['workers']);
  dies({ at: minute(14), detail: 'destroy' });
  sight.looked(['workers'], [{ ...workers(13) }], minute(13));
  expect([state(), sight.toLookAt]).toEqual(['unchecked', ['workers']]);
  sight.looking(['workers']);
  sight.looked(['workers'], [{ ...workers(15), state: 'open' }], minute(15));
  expect([state(), sight.toLookAt]).toEqual(['open', []]);
});

test('what the app does itself is no doubt, and a look that found nothing out is still to be done', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  sight.looking(sight.toLookAt);
  dies({ by: 'app' });
  dies({ by: 'unknown' });
  expect(state()).toBe('done');
  sight.looking(['workers']);
  sight.looked(['workers'], [], minute(13));
  expect(sight.toLookAt).toEqual(['workers']);
});

test('an engine that was stopped, or is being stopped, is not asked', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  expect(sight.engineIs('n1', 'stopping')).toBe(true);
  expect(sight.engineIs('n1', 'stopping')).toBe(false);
  expect(sight.in(ran, false).nodes[0]).toMatchObject({ docker: 'stopping' });
  expect(state()).toBe('drifted');
  process(0, 'dockerd', 'gone');
  dies({ kind: 'process', name: 'dockerd', did: 'gone', detail: '' });
  expect(sight.in(ran, false).nodes[0]).toMatchObject({ docker: 'gone' });
  expect([state(), sight.canBeAsked]).toEqual(['drifted', ['n2']]);
  // While a run is running it is that run's doing.
  expect(state(ran, true)).toBe('unchecked');
  process(0, 'dockerd', 'there');
  expect([state(), sight.toLookAt.includes('workers')]).toEqual(['done', true]);
});

test('a gap in what was seen makes what was known before it unknown', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  expect(state()).toBe('done');
  unseenAt('n1', 12);
  expect(sight.in(ran, false).stands[0]).toMatchObject({ state: 'unknown', lost: { why: 'unseen', last: minute(12) } });
  seenAt('n1', 14);
  expect(sight.in(ran, false).stands[0]).toMatchObject({ state: 'unknown', lost: { why: 'unlooked' } });
});

test('of each node the newest changes of the lab’s own are kept, with who made them', () => {
  for (let at = 0; at < 30; at += 1) dies({ at: minute(at) });
  expect(dies({ name: 'web', at: minute(31), detail: 'exec_start: sh' })).toBe(false);
  // What is somebody's else is not listed; that something changed is told.
  expect(dies({ name: 'web', at: minute(32) })).toBe(true);
  expect(dies({ kind: 'route', name: 'default', at: minute(33) })).toBe(false);
  const [node] = sight.in(ran, false).nodes;
  expect(node?.changes).toHaveLength(12);
  expect(node?.changes.at(-1)).toMatchObject({ at: minute(29), by: 'hand' });
  expect(node?.changedAt).toBe(minute(32));
});

test('what was measured is history at once where something happened, and where a look alone says so, once that lasts', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  const ping: Stand = { step: 'ping', node: 'n1', state: 'done', problems: [], at: minute(11) };
  const measured = { ...ran, stands: [workers(10), ping] };
  const second = (at: number) => new Date(Date.UTC(2026, 0, 1, 12, 13, at)).toISOString();
  const stateAt = (at: number) => sight.in(measured, false, second(at)).stands[1]?.state;
  const found = (state: 'open' | 'done', at: number) =>
    sight.looked(['workers'], [{ ...workers(12), state, at: second(at) }], second(at));
  found('open', 0);
  expect(stateAt(0)).toBe('unchecked');
  found('done', 3);
  expect(stateAt(3)).toBe('done');
  found('open', 10);
  expect([stateAt(10), stateAt(17)]).toEqual(['unchecked', 'unchecked']);
  found('done', 18);
  expect(stateAt(18)).toBe('unchecked');
});

test('what was typed before a look found what it needs is no history: it was found missing earlier', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  const open: LabSnapshot = { ...ran, stands: [{ ...workers(6), state: 'open' }] };
  const typed = {
    ...open,
    stands: [...open.stands, { step: 'ping', state: 'done', problems: [], at: minute(11) } as Stand],
  };
  sight.in(open, false, minute(7));
  sight.in(typed, false, minute(12));
  sight.looked(['workers'], [workers(13)], minute(13));
  expect(sight.in(typed, false, minute(13)).stands.map(({ state: now }) => now)).toEqual(['done', 'done']);
});

test('a worker that was removed is not forgotten for one that stands on another node', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  const ping: Stand = { step: 'ping', node: 'n1', state: 'done', problems: [], at: minute(11) };
  const measured = { ...ran, stands: [workers(10), { ...workers(10), node: 'n2' }, ping] };
  dies();
  expect(sight.in(measured, false, minute(12)).stands.map(({ state: now }) => now)).toEqual([
    'unchecked',
    'done',
    'unchecked',
  ]);
  sight.looked(['workers'], [{ ...workers(13), state: 'open' }], minute(13));
  sight.in(measured, false, minute(13));
  sight.looked(['workers'], [workers(14)], minute(14));
  expect(sight.in(measured, false, minute(14)).stands[2]?.state).toBe('unchecked');
});

test('a worker that was removed and made again at once does not bring back what was measured with it', () => {
  for (const node of ['n1', 'n2']) seenAt(node, 5);
  const ping: Stand = { step: 'ping', node: 'n1', state: 'done', problems: [], at: minute(11) };
  const measured = { ...ran, stands: [workers(10), ping] };
  dies();
  sight.looked(['workers'], [{ ...workers(13), state: 'open' }], minute(13));
  expect(sight.in(measured, false, minute(13)).stands[1]?.state).toBe('unchecked');
  sight.looked(['workers'], [workers(14)], minute(14));
  expect(sight.in(measured, false, minute(14)).stands.map(({ state: now }) => now)).toEqual(['done', 'unchecked']);
});
