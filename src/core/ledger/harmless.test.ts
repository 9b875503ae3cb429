import { expect, it } from 'vitest';
import { type Inventory, inventoryOf } from '../../shared/inventory/inventory.ts';
import { compareInventories } from './compare-inventories.ts';

const filter = (rule: string) => ({ table: 'filter', family: 4 as const, rule });
const rule = filter('-A FORWARD -o docker_gwbridge -j DOCKER');
const masquerade = {
  table: 'nat',
  family: 4 as const,
  rule: '-A POSTROUTING -s 172.18.0.0/16 ! -o br-0123456789ab -j MASQUERADE',
};
const gwMasquerade = { ...masquerade, rule: '-A POSTROUTING -s 172.18.0.0/16 ! -o docker_gwbridge -j MASQUERADE' };
const networks = [{ name: 'myapp', driver: 'overlay', id: '0123456789ab', subnets: ['10.0.9.0/24'] }];
const namespaces = (...names: string[]) => names.map((name) => ({ name }));
const links = [{ name: 'docker_gwbridge', mtu: 1500 }];
type Some = Partial<Inventory>;
const compare = (before: Some, now: Some) => compareInventories('node1', inventoryOf(before), inventoryOf(now));

/** Somebody's network whose bridge the engine calls br-0123456789ab. */
const mine = { name: 'mine', driver: 'bridge', id: '0123456789ab', subnets: ['172.20.0.0/16'] };
const ofMine = filter('-A FORWARD -o br-0123456789ab -j DOCKER');
const unread = (kind: 'links' | 'networks' | 'routes' | 'images') => ({ unread: [{ kind, line: 'what is this' }] });

it.each<[string, Some, Some]>([
  ['rules of a bridge that is nowhere, cleared by the engine', { firewall: [rule, masquerade] }, {}],
  ['the same, made', {}, { firewall: [rule] }],
  [
    'the same of newer engines, in chains of their own',
    {},
    {
      firewall: [
        '-A DOCKER-FORWARD -i br-0123456789ab -j ACCEPT',
        '-A DOCKER-BRIDGE -o br-0123456789ab -j DOCKER',
        '-A DOCKER-CT -o br-0123456789ab -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
        '-A DOCKER ! -i br-0123456789ab -o br-0123456789ab -j DROP',
      ].map(filter),
    },
  ],
  ['rules of a bridge beside another network', { networks: [mine] }, { networks: [mine], firewall: [rule] }],
  ['what masquerades a subnet that nobody has', { networks: [mine] }, { networks: [mine], firewall: [gwMasquerade] }],
  ['of which something else could not be read', { firewall: [rule], ...unread('images') }, unread('images')],
  [
    'a namespace of a network that stood and stands',
    { networks },
    { networks, namespaces: namespaces('1-0123456789') },
  ],
  [
    'the same under another number',
    { networks, namespaces: namespaces('1-0123456789') },
    { networks, namespaces: namespaces('2-0123456789') },
  ],
])('is told and no failure: %s', (_, before, now) => {
  const told = compare(before, now).filter(({ differences, harmless }) => differences.length > 0 || harmless);
  expect(told).toMatchObject([{ equal: true, differences: [], harmless: expect.any(Array) }]);
});

it.each<[string, Some, Some]>([
  ['of a bridge that was there', { firewall: [rule], links }, {}],
  ['of a bridge that is there', {}, { firewall: [rule], links }],
  ['of a network that was there, whose bridge is down', { firewall: [ofMine], networks: [mine] }, { networks: [mine] }],
  ['of a network that is there, whose bridge is down', {}, { firewall: [ofMine], networks: [mine] }],
  [
    'of a gwbridge that the engine still has',
    { firewall: [rule] },
    { networks: [{ name: 'docker_gwbridge', driver: 'bridge', id: 'ba9876543210', subnets: [] }] },
  ],
  ['of which nobody knows whether the bridge was there', { firewall: [rule], ...unread('links') }, {}],
  ['of which nobody knows whose the bridge is', { firewall: [rule] }, { ...unread('networks') }],
  [
    'that masquerades what somebody’s network has',
    {},
    { firewall: [gwMasquerade], networks: [{ ...mine, subnets: ['172.18.4.0/24'] }] },
  ],
  [
    'that masquerades an address of the node',
    { addresses: [{ link: 'eth1', address: '172.18.0.9/24' }], firewall: [gwMasquerade] },
    {},
  ],
  [
    'that masquerades what a route leads to',
    {},
    { firewall: [gwMasquerade], routes: [{ destination: '172.16.0.0/12', attributes: 'via 10.0.0.1' }] },
  ],
  [
    'that masquerades for all',
    {},
    { firewall: [{ ...masquerade, rule: '-A POSTROUTING -o docker_gwbridge -j MASQUERADE' }] },
  ],
  ['of the engine’s form with more in it', {}, { firewall: [filter(`${rule.rule} -m mark --mark 1`)] }],
  ['of somebody’s own, naming it', { firewall: [filter('-A DOCKER-USER -i docker_gwbridge -j DROP')] }, {}],
  ['of another link that is down', { firewall: [filter('-A FORWARD -i wg0 -o eth0 -j ACCEPT')] }, {}],
  ['of the engine’s in another table', { firewall: [{ ...rule, table: 'nat' }] }, {}],
  ['of the engine’s for IPv6', { firewall: [{ ...rule, family: 6 }] }, {}],
  ['a namespace whose network is gone', { networks }, { namespaces: namespaces('1-0123456789') }],
  ['a sandbox', {}, { namespaces: namespaces('0123456789ab') }],
])('is a difference: %s', (_, before, now) => {
  const differing = compare(before, now).filter(({ differences }) => differences.length > 0);
  expect(differing.some(({ kind, equal }) => !equal && ['firewall', 'namespaces'].includes(kind))).toBe(true);
});
