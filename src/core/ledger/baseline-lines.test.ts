import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type InventoryKind,
  type InventoryRecord,
  inventoryKinds,
  inventoryOf,
} from '../../shared/inventory/inventory.ts';
import { formerLine, inventoryOfLines } from './baseline-lines.ts';
import { compareInventories } from './compare-inventories.ts';
import { usualRecords } from './fixtures/any-inventory.ts';

const sum = 'a'.repeat(64);

it.each(inventoryKinds)('a line of %s is the record that it was printed from', (kind) => {
  fc.assert(
    fc.property(usualRecords[kind] as fc.Arbitrary<InventoryRecord>, (record) => {
      const inventory = inventoryOfLines({ [kind]: [formerLine(kind, record)] });
      expect(inventory.unread).toEqual([]);
      expect(inventory[kind]).toEqual([record]);
    }),
  );
});

it.each<[InventoryKind, string, InventoryRecord]>([
  ['units', 'etcd.service inactive ', { unit: 'etcd.service', active: 'inactive', enabled: '' }],
  ['routes', '\tnexthop via 10.0.0.1 dev eth0', { destination: 'nexthop', attributes: 'via 10.0.0.1 dev eth0' }],
  [
    'files',
    `/etc/systemd/system/mnt-a\\\\x2db.mount \\${sum}`,
    { path: '/etc/systemd/system/mnt-a\\x2db.mount', sha256: sum },
  ],
  [
    'networks',
    'two words overlay 0123456789ab',
    { name: 'two words', driver: 'overlay', id: '0123456789ab', subnets: [] },
  ],
  [
    'labs',
    '/var/lib/overlay-lab/lab/x y (left: the lab did not make it)',
    { stranger: '/var/lib/overlay-lab/lab/x y' },
  ],
])('of %s: %j', (kind, line, record) => {
  expect(inventoryOfLines({ [kind]: [line] })[kind]).toEqual([record]);
});

it.each<[InventoryKind, string]>([
  ['links', 'eth0 mtu '],
  ['files', 'b mode 644'],
  ['files', ''],
  ['firewall', ' 4 -A FORWARD -j DROP'],
])('of which no record can be made stays a line: %s %j', (kind, line) => {
  const inventory = inventoryOfLines({ [kind]: [line] });
  expect([inventory.unread, inventory[kind]]).toEqual([[{ kind, line }], []]);
});

describe('compared with a node of today', () => {
  const differences = (kind: InventoryKind, lines: string[], records: InventoryRecord[], unread: string[] = []) =>
    compareInventories(
      'node1',
      inventoryOfLines({ [kind]: lines }),
      inventoryOf({ [kind]: records, unread: unread.map((line) => ({ kind, line })) }),
    ).flatMap((proof) => proof.differences);

  it('a path with blanks, of which the first word was kept, is the same file, and no other content is', () => {
    const file = { path: '/etc/docker/a b c', sha256: sum };
    expect(differences('files', [`/etc/docker/a ${sum}`], [file])).toEqual([]);
    expect(differences('files', [`/etc/docker/a ${'b'.repeat(64)}`], [file])).toHaveLength(2);
    expect(differences('files', [`/etc/docker/a ${sum}`], [file, file])).toEqual([`+ /etc/docker/a b c ${sum}`]);
  });

  it('a path with tabs, or with backslashes and blanks, is the same file', () => {
    const content = (path: string) => ({ path, sha256: sum });
    const mode = { path: '/etc/docker/a\tb', mode: '644', owner: 'root' };
    const tabs = [`/etc/docker/a ${sum}`, '/etc/docker/a\tb mode 644 root'];
    expect(differences('files', tabs, [content('/etc/docker/a\tb'), mode])).toEqual([]);
    const slashes = [`/etc/docker/a\\\\b \\${sum}`];
    expect(differences('files', slashes, [content('/etc/docker/a\\b c')])).toEqual([]);
    expect(differences('files', slashes, [content('/etc/docker/a\\b')])).toEqual([]);
    expect(differences('files', slashes, [content('/etc/docker/ab c')])).toHaveLength(2);
  });

  it('a line that reads in two ways is the same where it is printed the same', () => {
    const line = '/etc/a -> b -> c';
    expect(differences('files', [line], [{ path: '/etc/a -> b', target: 'c' }])).toEqual([]);
    expect(differences('files', [line], [{ path: '/etc/a -> b', target: 'd' }])).toHaveLength(2);
  });

  it('a line that neither can read is compared by its text', () => {
    expect(differences('links', ['eth0 mtu '], [], ['eth0 mtu '])).toEqual([]);
    expect(differences('links', ['eth0 mtu '], [], ['eth1 mtu '])).toEqual(['- eth0 mtu ', '+ eth1 mtu ']);
  });

  it.each(inventoryKinds)('whatever stood in the fields of %s, it is equal to itself and to nothing else', (kind) => {
    const one = usualRecords[kind] as fc.Arbitrary<InventoryRecord>;
    const odd = fc.constantFrom(
      '',
      ' ',
      ' mode ',
      ' -> ',
      '\\',
      '(left: the lab did not make it)',
      ' = ',
      '10.0.0.0/8 ',
    );
    fc.assert(
      fc.property(one, one, odd, (record, other, text) => {
        const strange = Object.fromEntries(
          Object.entries(record).map(([key, value]) => [
            key,
            typeof value === 'string' && key !== 'sha256' ? `${value}${text}` : value,
          ]),
        ) as InventoryRecord;
        const line = formerLine(kind, strange);
        expect(differences(kind, [line], [strange])).toEqual([]);
        if (formerLine(kind, other) !== line) expect(differences(kind, [line], [other])).not.toEqual([]);
      }),
    );
  });
});
