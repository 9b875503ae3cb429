import { expect, it } from 'vitest';
import { english } from '../../../shared/texts/text.ts';
import { type Change, describeImplausible, isPlausible } from '../change.ts';
import { oneOfEach } from '../fixtures/records.ts';

const file = (path: string, extra: object = {}): Change => ({
  kind: 'file',
  path,
  before: { base64: 'e30K', mode: '644' },
  wrote: 'a'.repeat(64),
  reload: path.endsWith('overlay-lab-etcd.service') ? 'systemd' : 'docker',
  ...extra,
});
const json = '/etc/docker/daemon.json';
const unit = (name: string, own: boolean, active = false): Change => ({
  kind: 'unit',
  unit: name,
  own,
  before: { active, enabled: active },
});

it('what a lab’s steps write is believed', () => {
  for (const change of oneOfEach) expect(isPlausible(change, 'lab'), english(describeImplausible(change))).toBe(true);
  expect(isPlausible(file('/etc/systemd/system/docker.service.d/zz-overlay-lab.conf', { before: null }), 'lab')).toBe(
    true,
  );
  expect(isPlausible(unit('overlay-lab-etcd.service', true), 'lab')).toBe(true);
});

const mac = '02:42:0a:00:00:81';

const forged: Change[] = [
  file('/etc/x'),
  file('/root/y'),
  file('/etc/docker/../shadow'),
  file('/etc/docker//daemon.json'),
  file('toString'),
  file(json, { reload: 'none' }),
  file(json, { wrote: '' }),
  ...['4755', '2755', '1777', '07777', '6000', '888', '', '644; reboot'].map((mode) =>
    file(json, { before: { base64: 'e30K', mode } }),
  ),
  file(json, { before: { base64: "e30K\nEND\nreboot\n: <<'END'", mode: '644' } }),
  file(json, { before: { base64: 'A'.repeat(2_000_000), mode: '644' } }),
  ...['/', '/etc', '/var/lib/overlay-lab', '/var/lib/overlay-lab/other', '/var/lib/overlay-lab/other/etcd-data'].map(
    (path): Change => ({ kind: 'directory', path }),
  ),
  ...['', '/', '/..', '/home', '/etcd-data/', '/etcd-data/..', '/../other/etcd-data', '/etcd-data\n/etc'].map(
    (rest): Change => ({ kind: 'directory', path: `/var/lib/overlay-lab/lab${rest}` }),
  ),
  unit('ssh.service', false),
  unit('ssh.service', true),
  unit('docker.service', false, true),
  unit('overlay-lab-etcd.service', false, true),
  unit('overlay-lab-etcd.service', true, true),
  unit('--now', true),
  { kind: 'image', reference: '-f' },
  { kind: 'image', reference: 'x'.repeat(300) },
  { kind: 'image', reference: 'a/../../containers/x' },
  { kind: 'network', name: '../x' },
  { kind: 'ovs-bridge', name: 'br-int' },
  { kind: 'ovs-port', name: 'eth0', remote: '10.1.0.2' },
  { kind: 'ovs-port', name: 'vx-2', remote: '10.1.0.2/0' },
  { kind: 'container', name: 'a b' },
  { kind: 'link', name: 'eth0', vni: 77 },
  { kind: 'route', destination: 'default', via: '10.1.0.2' },
  { kind: 'route', destination: '10.244.2.0/24', via: 'evil.example' },
  { kind: 'rule', chain: 'INPUT', subnet: '10.244.0.0/16' },
  { kind: 'rule', chain: 'DOCKER-USER', subnet: '0.0.0.0/0' },
  { kind: 'link', name: 'vx77', vni: 256 },
  ...[
    { link: 'eth0' },
    { mac: '-f' },
    { mac: '02:42:0A:00:00:81' },
    { dst: 'evil.example' },
    { dst: '::1' },
    { before: '; reboot' },
  ].map((wrong): Change => ({ kind: 'forwarding', link: 'vx77', mac, dst: '10.1.0.2', before: null, ...wrong })),
  ...[{ link: 'docker0' }, { mac: '' }, { address: '10.0.0.0/8' }, { before: '10.0.0.2' }].map(
    (wrong): Change => ({ kind: 'neighbour', link: 'vx77', address: '10.0.0.129', mac, before: null, ...wrong }),
  ),
];

it.each(forged.map((change) => [english(describeImplausible(change)).slice(0, 60), change] as const))(
  'what it cannot have made is not: %s',
  (_, change) => {
    expect(isPlausible(change, 'lab')).toBe(false);
  },
);

it('is told on one line', () => {
  expect(english(describeImplausible(file('/etc/x\u001b[2J\n')))).toBe('file /etc/x?[2J?');
});
