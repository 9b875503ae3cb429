import { expect, test } from 'vitest';
import type { Author } from '../../shared/watch/sighting.ts';
import { authorOf, maybeNamed, namedIn } from './authors.ts';
import type { Change } from './standing.ts';

const change = (kind: Change['kind'], name: string): Change => ({ kind, name, did: 'appeared', detail: '' });
const named = new Set(
  namedIn([
    { kind: 'container', name: 'worker-1' },
    { kind: 'unit', unit: 'overlay-lab-etcd.service', own: true, wasEnabled: false, wasActive: false },
  ] as never),
);
const ofLab = new Set(['myapp', 'worker-1']);

test.each<[Change['kind'], string, { working: Author; idle: Author }]>([
  ['container', 'worker-1', { working: 'app', idle: 'hand' }],
  ['container', 'web', { working: 'unknown', idle: 'other' }],
  ['network', 'myapp', { working: 'unknown', idle: 'hand' }],
  ['process', 'etcd', { working: 'app', idle: 'hand' }],
  ['process', 'dockerd', { working: 'unknown', idle: 'hand' }],
  ['link', 'worker-1', { working: 'unknown', idle: 'hand' }],
  ['file', '/etc/docker/daemon.json', { working: 'unknown', idle: 'hand' }],
  ['link', 'veth0', { working: 'unknown', idle: 'other' }],
])('%s %s: %j', (kind, name, { working, idle }) => {
  expect(authorOf(change(kind, name), { atWork: true, named, ofLab })).toBe(working);
  // Nothing is the app's where it holds no lease: it changes nothing without one.
  expect(authorOf(change(kind, name), { atWork: false, named, ofLab })).toBe(idle);
});

test('nobody makes that a service answers', () => {
  expect(authorOf(change('etcd', 'node1:2379'), { atWork: true, named, ofLab })).toBeUndefined();
});

test('the ledger is asked only where it could name the thing, while the app is at work', () => {
  const asked = (kind: Change['kind'], name: string, atWork = true) =>
    maybeNamed(change(kind, name), { atWork, named, ofLab });
  expect([asked('container', 'new'), asked('container', 'worker-1'), asked('link', 'v')]).toEqual([true, false, false]);
  expect(asked('container', 'new', false)).toBe(false);
});
