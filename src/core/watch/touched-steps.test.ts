import { expect, test } from 'vitest';
import type { Lab } from '../../shared/lab/lab.ts';
import { etcdOutline } from '../../shared/tracks/etcd.ts';
import { routedOutline } from '../../shared/tracks/routed.ts';
import { swarmOutline } from '../../shared/tracks/swarm.ts';
import { vxlanOutline } from '../../shared/tracks/vxlan.ts';
import type { NodeChange } from '../../shared/watch/sighting.ts';
import { touchedBy, touchedByMany } from './touched-steps.ts';

const lab: Lab = {
  name: 'class',
  track: 'etcd',
  network: { name: 'myapp' },
  nodes: ['1', '2'].map((n) => ({ name: `n${n}`, address: `10.0.0.${n}`, ssh: { host: 'h' } })),
};
type Of = Pick<NodeChange, 'kind' | 'name' | 'did' | 'detail'>;
const touched = (of: Of, node = 'n1') => touchedBy({ ...of, node }, lab, etcdOutline);
const happened = (kind: Of['kind'], name: string, detail = ''): Of => ({ kind, name, did: 'happened', detail });
const gone = (kind: Of['kind'], name: string): Of => ({ kind, name, did: 'gone', detail: '' });

test.each<[Of, boolean, string]>([
  [happened('container', 'worker-1', 'destroy'), true, 'workers interfaces'],
  [happened('container', 'worker-1', 'die'), true, 'workers interfaces'],
  [happened('container', 'worker-1', 'start'), false, 'workers interfaces'],
  [happened('network', 'myapp', 'destroy'), true, 'network workers interfaces'],
  [happened('network', 'docker_gwbridge', 'disconnect'), false, 'network workers interfaces'],
  [happened('image', 'overlay-lab/worker:1', 'untag'), false, 'preflight image'],
  [gone('process', 'etcd'), false, 'etcd'],
  [gone('unit', 'overlay-lab-etcd.service'), false, 'etcd'],
  [gone('unit', 'overlay-lab-guard.service'), false, 'etcd'],
  [gone('file', '/etc/docker/daemon.json'), false, 'daemon'],
  [gone('file', '/var/lib/overlay-lab/class/etcd-data/member'), true, 'etcd'],
  [happened('file', '/var/lib/overlay-lab/class/etcd-data/member'), false, 'etcd'],
  [gone('file', '/root/node1.etcd/member'), true, 'etcd'],
  [gone('firewall', 'filter OVERLAY-LAB -s 10.0.0.2 -j ACCEPT'), false, 'etcd'],
  [gone('address', '10.0.0.1/24 on eth0'), true, 'etcd daemon'],
])('%j: against %s, %s', (of, against, steps) => expect(touched(of)).toEqual({ steps: steps.split(' '), against }));

test.each<Of>([
  happened('container', 'web', 'destroy'),
  happened('container', 'worker-2', 'destroy'),
  happened('network', 'theirs', 'destroy'),
  gone('process', 'nginx'),
  gone('unit', 'cron.service'),
  gone('file', '/etc/systemd/system'),
  gone('file', '/var/lib/overlay-lab/other/etcd-data/member'),
  gone('firewall', 'filter DOCKER-USER -j RETURN'),
  gone('address', '10.0.0.17/24 on eth1'),
  gone('neighbour', '10.0.0.2 on eth0'),
])('%j is no business of the lab’s', (of) => expect(touched(of)).toBeUndefined());

test('Docker’s end touches all that depends on it, in each track', () => {
  const steps = (track: typeof etcdOutline | typeof swarmOutline) =>
    touchedBy({ ...gone('process', 'dockerd'), node: 'n1' }, lab, track)?.steps ?? [];
  expect(steps(etcdOutline)).not.toContain('etcd');
  expect(steps(etcdOutline)).not.toContain('iperf-native');
  expect(steps(etcdOutline)).toEqual(expect.arrayContaining(['preflight', 'image', 'daemon', 'network', 'workers']));
  expect(steps(swarmOutline)).toEqual(expect.arrayContaining(['swarm', 'network', 'workers']));
});

test('where something may have been missed all is touched that it could be about', () => {
  expect(touchedByMany(['container'], etcdOutline)).toEqual(expect.arrayContaining(['image', 'network', 'workers']));
  expect(touchedByMany(['container'], etcdOutline)).not.toContain('etcd');
  expect(touchedByMany(['firewall'], etcdOutline)).toEqual(['etcd']);
  expect(touchedByMany(['link', 'route'], etcdOutline)).toEqual([]);
  expect(touchedByMany(['process'], etcdOutline)).not.toContain('preflight');
});

test.each<[Of, boolean, string]>([
  [gone('link', 'vx77'), true, 'link peers'],
  [happened('link', 'vx77', 'down, mtu 1450'), false, 'link peers'],
  [gone('link', 'br-lab'), false, 'link peers'],
  [gone('neighbour', '10.0.0.129 on vx77'), false, 'peers'],
  [happened('fdb', '02:42:0a:00:00:81 on vx77 to 10.0.0.2', 'dst 10.0.0.2 self permanent'), false, 'peers'],
  [happened('container', 'worker-1', 'destroy'), true, 'workers interfaces peers'],
])('with VXLAN by hand %j: against %s, %s', (of, against, steps) => {
  expect(touchedBy({ ...of, node: 'n1' }, lab, vxlanOutline)).toEqual({ steps: steps.split(' '), against });
});

test.each<Of>([
  gone('link', 'vx99'),
  happened('fdb', '02:42:0a:00:00:81 on vx77', 'master br-lab'),
  gone('neighbour', '10.0.0.129 on vx771'),
  gone('neighbour', '10.0.0.129 on eth0'),
])('with VXLAN by hand %j is no business of the lab’s', (of) => {
  expect(touchedBy({ ...of, node: 'n1' }, lab, vxlanOutline)).toBeUndefined();
});

test('what a link was told may have been missed as well', () => {
  expect(touchedByMany(['fdb'], vxlanOutline)).toEqual(['peers']);
  expect(touchedByMany(['link'], vxlanOutline)).toEqual(['link', 'peers']);
});

test.each<[Of, string]>([
  [gone('route', '10.244.2.0/24 via 10.0.0.2 dev eth0'), 'routes'],
  [gone('firewall', 'filter DOCKER-USER -s 10.244.0.0/16 -m comment --comment "overlay-lab:class" -j ACCEPT'), 'rules'],
])('where nothing is wrapped %j touches %s', (of, steps) => {
  expect(touchedBy({ ...of, node: 'n1' }, lab, routedOutline)?.steps).toEqual([steps]);
  expect(touchedBy({ ...of, node: 'n1' }, lab, etcdOutline)).toBeUndefined();
});
