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
const networks = [{ name: 'myapp', driver: 'overlay', id: '0123456789ab', subnets: ['10.0.9.0/24'] }];
const namespaces = (...names: string[]) => names.map((name) => ({ name }));
const links = [{ name: 'docker_gwbridge', mtu: 1500 }];
type Some = Partial<Inventory>;
const compare = (before: Some, now: Some) => compareInventories('node1', inventoryOf(before), inventoryOf(now));

it.each<[string, Some, Some]>([
  ['rules of a bridge that is nowhere, cleared by the engine', { firewall: [rule, masquerade] }, {}],
  ['the same, made', {}, { firewall: [rule] }],
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
