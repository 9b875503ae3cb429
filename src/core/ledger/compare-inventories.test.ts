import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Inventory, inventoryKinds, inventoryOf, printRecord } from '../../shared/inventory/inventory.ts';
import { compareInventories } from './compare-inventories.ts';
import { usualInventory } from './fixtures/any-inventory.ts';

const rule = { table: 'nat', family: 4, rule: '-A DOCKER -j RETURN' } as const;
const inventory = inventoryOf({
  containers: [{ name: 'web', id: '0123456789ab', state: 'running' }],
  files: [
    { path: '/etc/docker/daemon.json', sha256: 'a'.repeat(64) },
    { path: '/etc/docker/daemon.json', mode: '644', owner: 'root' },
  ],
  firewall: [rule, rule],
});

const differencesOf = (before: Inventory, now: Inventory) =>
  compareInventories('node1', before, now).flatMap(({ kind, equal, differences }) => {
    expect(equal).toBe(differences.length === 0);
    return differences.map((difference) => `${kind} ${difference}`);
  });

describe('compareInventories', () => {
  it('has one proof a kind, all equal where nothing differs, in whatever order things are listed', () => {
    const proofs = compareInventories('node1', inventory, { ...inventory, files: inventory.files.toReversed() });
    expect(proofs.length).toBeGreaterThan(10);
    expect(new Set(proofs.map(({ kind }) => kind)).size).toBe(proofs.length);
    expect(proofs.every(({ equal, node }) => equal && node === 'node1')).toBe(true);
  });

  it('takes a kernel chain that accepts by default for none, and no other', () => {
    const chain = (name: string, policy: string, family: 4 | 6 = 4) => ({
      table: 'filter',
      family,
      chain: name,
      policy,
    });
    const before = inventoryOf({ firewall: [chain('FORWARD', 'DROP')] });
    const now = [...before.firewall, chain('INPUT', 'ACCEPT'), chain('OUTPUT', 'ACCEPT', 6)];
    expect(differencesOf(before, inventoryOf({ firewall: now }))).toEqual([]);
    for (const one of [
      chain('INPUT', 'DROP'),
      chain('OVERLAY-LAB', '-'),
      chain('DOCKER', 'ACCEPT'),
      { table: 'filter', family: 4 as const, rule: '-A INPUT -j ACCEPT' },
    ])
      expect(differencesOf(before, inventoryOf({ firewall: [...now, one] }))).toEqual([
        `firewall + ${printRecord('firewall', one)}`,
      ]);
  });

  it('tells exactly what went and what came', () => {
    const now = {
      ...inventory,
      containers: [{ name: 'other', id: '11', state: 'running' }],
      networks: [{ name: 'myapp', driver: 'overlay', id: '22', subnets: ['10.0.9.0/24'] }],
    };
    expect(differencesOf(inventory, now)).toEqual([
      'containers - web 0123456789ab running',
      'containers + other 11 running',
      'networks + myapp overlay 22 10.0.9.0/24',
    ]);
  });

  it('counts: a rule that is there once instead of twice is a difference', () => {
    const line = '*nat 4 -A DOCKER -j RETURN';
    expect(differencesOf(inventory, { ...inventory, firewall: [rule] })).toEqual([`firewall - ${line}`]);
    expect(differencesOf(inventory, { ...inventory, firewall: [rule, rule, rule] })).toEqual([`firewall + ${line}`]);
  });

  it('compares fields, not lines: two records that read alike are two', () => {
    const before = inventoryOf({ volumes: [{ name: 'a b', driver: 'local' }] });
    const now = inventoryOf({ volumes: [{ name: 'a', driver: 'b local' }] });
    expect(differencesOf(before, now)).toEqual(['volumes - a b local', 'volumes + a b local']);
  });

  it('also compares what could not be read, as it stands', () => {
    const unread = [{ kind: 'links' as const, line: 'eth0 mtu' }];
    expect(differencesOf(inventoryOf({ unread }), inventoryOf({ unread }))).toEqual([]);
    expect(differencesOf(inventoryOf({}), inventoryOf({ unread }))).toEqual(['links + eth0 mtu']);
    expect(differencesOf(inventoryOf({ unread }), inventoryOf({}))).toEqual(['links - eth0 mtu']);
  });

  it('tells every record that one of two inventories has and the other has not', () => {
    fc.assert(
      fc.property(usualInventory, usualInventory, (before, now) => {
        expect(differencesOf(before, before)).toEqual([]);
        const told = compareInventories('node1', before, now);
        for (const kind of inventoryKinds) {
          const proof = told.find((one) => one.kind === kind);
          const all = [...(proof?.differences ?? []), ...(proof?.harmless ?? [])];
          for (const record of now[kind]) {
            const isSilent = 'chain' in record && record.policy === 'ACCEPT';
            const isKnown = before[kind].some((one) => JSON.stringify(one) === JSON.stringify(record));
            if (!isKnown && !isSilent) expect(all).toContain(`+ ${printRecord(kind, record)}`);
          }
        }
      }),
    );
  });
});
