import { expect, test } from 'vitest';
import type { Author } from '../../shared/watch/sighting.ts';
import { authorOf, maybeNamed, namedIn } from './authors.ts';
import type { Change } from './standing.ts';

const change = (kind: Change['kind'], name: string): Change => ({ kind, name, did: 'appeared', detail: '' });
const named = new Set(
  namedIn([
    { kind: 'container', name: 'worker-1' },
    { kind: 'link', name: 'vx77', vni: 77 },
    { kind: 'forwarding', link: 'vx77', mac: '02:42:0a:00:00:81', dst: '10.0.0.2', before: null },
    { kind: 'neighbour', link: 'vx77', address: '10.0.9.2', mac: '02:42:0a:00:00:81', before: null },
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
  ['link', 'vx77', { working: 'app', idle: 'hand' }],
  ['fdb', '02:42:0a:00:00:81 on vx77 to 10.0.0.2', { working: 'app', idle: 'hand' }],
  ['fdb', '02:42:0a:00:00:82 on vx77 to 10.0.0.2', { working: 'unknown', idle: 'hand' }],
  ['neighbour', '10.0.9.2 on vx77', { working: 'app', idle: 'hand' }],
  ['neighbour', '10.0.9.2 on eth0', { working: 'unknown', idle: 'other' }],
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
