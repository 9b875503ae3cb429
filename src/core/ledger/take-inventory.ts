import {
  type Inventory,
  type InventoryKind,
  type InventoryRecord,
  inventoryOf,
  isInventoryKind,
  printRecord,
} from '../../shared/inventory/inventory.ts';
import type { Node } from '../machine/port.ts';
import { inventoryRead } from './baseline-script.ts';
import { recordOfFields } from './record-of-fields.ts';

/** Reads the inventory of a node; changes nothing. */
export async function takeInventory(node: Node, lab: string): Promise<Inventory> {
  const [lines, engine] = await Promise.all([node.run(inventoryRead, { lab }), engineInventory(node)]);
  const { names, ...objects } = engine;
  const system = systemInventory(lines, (rule) => withNames(rule, names));
  return inventoryOf({ ...system, ...objects });
}

/** What was read, by kind. A line that makes no record is kept as it is: no difference may be missed for it. */
function systemInventory(lines: readonly string[][], renamed: (rule: string) => string): Partial<Inventory> {
  const records = new Map<InventoryKind, InventoryRecord[]>();
  const unread: { kind: InventoryKind; line: string }[] = [];
  for (const [kind = '', ...read] of lines) {
    const fields = kind === 'firewall' ? read.map(renamed) : read;
    if (!isInventoryKind(kind) || fields.length === 0) continue;
    const record = recordOfFields(kind, fields);
    const list = records.get(kind) ?? [];
    records.set(kind, list);
    if (record === undefined) unread.push({ kind, line: fields.join(' ') });
    else list.push(record);
  }
  const lists = [...records].map(([kind, list]) => [kind, sorted(kind, list)]);
  return { ...(Object.fromEntries(lists) as Partial<Inventory>), unread };
}

/** A container may get another address at every start, so the engine's rules for it are told by its name. */
function withNames(rule: string, names: ReadonlyMap<string, string>): string {
  return rule.replace(/\b\d+\.\d+\.\d+\.\d+\b/g, (address) => names.get(address) ?? address);
}

/** What the engine has, and the names of its containers by their addresses. */
async function engineInventory(node: Node) {
  const { docker } = node;
  const [containers, networks, images, volumes] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listImages(),
    docker.listVolumes(),
  ]);
  const names = new Map(
    containers.flatMap(({ Names, NetworkSettings }) =>
      Object.values(NetworkSettings?.Networks ?? {}).map(
        ({ IPAddress }) => [IPAddress, Names[0]?.slice(1) ?? ''] as const,
      ),
    ),
  );
  names.delete('');
  return {
    names,
    containers: sorted(
      'containers',
      containers.map(({ Id, Names, State }) => ({ name: Names[0]?.slice(1) ?? '', id: Id.slice(0, 12), state: State })),
    ),
    networks: sorted('networks', networks.map(networkRecord)),
    images: sorted(
      'images',
      images.map(({ Id, RepoTags }) => ({ id: Id.slice(7, 19), tags: RepoTags ?? [] })),
    ),
    volumes: sorted(
      'volumes',
      (volumes.Volumes ?? []).map(({ Name, Driver }) => ({ name: Name, driver: Driver })),
    ),
  };
}

/** The engine recreates bridge, host and none at every start, with new ids: for them the id says nothing. */
function networkRecord({
  Id,
  Name,
  Driver,
  IPAM,
}: {
  Id: string;
  Name: string;
  Driver: string;
  IPAM?: { Config?: { Subnet?: string }[] };
}): InventoryRecord<'networks'> {
  const subnets = (IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet || []);
  const id = ['bridge', 'host', 'none'].includes(Name) ? {} : { id: Id.slice(0, 12) };
  return { name: Name, driver: Driver, ...id, subnets };
}

function sorted<K extends InventoryKind>(kind: K, records: InventoryRecord<K>[]): InventoryRecord<K>[] {
  return records
    .map((record) => ({ record, line: printRecord(kind, record) }))
    .sort((left, right) => (left.line < right.line ? -1 : Number(left.line > right.line)))
    .map(({ record }) => record);
}
