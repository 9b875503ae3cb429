import { expect, it } from 'vitest';
import type { InventoryKind } from '../../shared/inventory/inventory.ts';
import { recordOfFields } from './record-of-fields.ts';

const sum = 'a'.repeat(64);

it.each<[InventoryKind, string, object | undefined]>([
  ['files', `/etc/a b\t${sum}`, { path: '/etc/a b', sha256: sum }],
  ['files', `/etc/a\\\\nb\t\\${sum}`, { path: '/etc/a\\nb', sha256: sum }],
  ['files', `/etc/a\\nb\t\\${sum}`, undefined],
  ['files', '/etc/a\tmode\t644\troot', { path: '/etc/a', mode: '644', owner: 'root' }],
  ['files', '/etc/a\tmode\t644', undefined],
  ['files', '/etc/a\t->\tb', { path: '/etc/a', target: 'b' }],
  ['files', '/etc/a', undefined],
  ['files', `/etc/a\tb\t${sum}`, { path: '/etc/a\tb', sha256: sum }],
  ['units', 'etcd.service\tinactive\t', { unit: 'etcd.service', active: 'inactive', enabled: '' }],
  ['units', 'disabled', undefined],
  ['data', '/var/lib/etcd/member', { path: '/var/lib/etcd/member' }],
  ['links', 'eth0\tmtu\t1500', { name: 'eth0', mtu: 1500 }],
  ['links', 'eth0\tmtu\t', undefined],
  ['addresses', 'eth0\t10.0.0.1/24', { link: 'eth0', address: '10.0.0.1/24' }],
  ['addresses', 'eth0', undefined],
  ['routes', 'default via 10.0.0.1', { destination: 'default', attributes: 'via 10.0.0.1' }],
  ['routes', 'default  dev eth0', { destination: 'default', attributes: ' dev eth0' }],
  ['routes', '\tnexthop via 10.0.0.1', { destination: 'nexthop', attributes: 'via 10.0.0.1' }],
  ['routes', 'unreachable 10.0.0.0/8', { destination: 'unreachable 10.0.0.0/8', attributes: '' }],
  ['firewall', '*filter\t6\t:INPUT DROP', { table: 'filter', family: 6, chain: 'INPUT', policy: 'DROP' }],
  ['firewall', '*nat\t4\t-A X -j RETURN', { table: 'nat', family: 4, rule: '-A X -j RETURN' }],
  ['firewall', '\t4\t-A X -j RETURN', undefined],
  ['firewall', '*nat\t5\t-A X -j RETURN', undefined],
  ['sysctls', 'net.ipv4.ip_forward\t1', { key: 'net.ipv4.ip_forward', value: '1' }],
  ['namespaces', '1-0123456789', { name: '1-0123456789' }],
  ['labs', 'directory\t/var/lib/overlay-lab/x', { directory: '/var/lib/overlay-lab/x' }],
  ['labs', 'refusal\tno directory', { refusal: 'no directory' }],
  ['labs', 'other\tx', undefined],
  ['containers', 'web\tab\trunning', undefined],
])('%s %j', (kind, line, record) => {
  expect(recordOfFields(kind, line.split('\t'))).toEqual(record);
});
