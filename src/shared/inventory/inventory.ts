import type { z } from 'zod';
import { containers, images, networks, volumes } from './engine-records.ts';
import { addresses, firewall, links, routes, switches, sysctls } from './network-records.ts';
import type { RecordKind } from './record-kind.ts';
import { data, files, labs, namespaces, units } from './system-records.ts';

/** The kinds of things that a proof compares, in the order in which people read them. */
export const recordKinds = {
  containers,
  networks,
  images,
  volumes,
  files,
  units,
  data,
  links,
  switches,
  addresses,
  routes,
  firewall,
  sysctls,
  namespaces,
  labs,
};

export type InventoryKind = keyof typeof recordKinds;
export type InventoryRecord<K extends InventoryKind = InventoryKind> = z.infer<(typeof recordKinds)[K]['schema']>;
type Records = { readonly [K in InventoryKind]: readonly InventoryRecord<K>[] };

export const inventoryKinds = Object.keys(recordKinds) as InventoryKind[];
export const isInventoryKind = (name: string): name is InventoryKind => Object.hasOwn(recordKinds, name);

/** What a node looked like, as far as a lab could change it: records by kind. */
export interface Inventory extends Records {
  /** Lines that no record could be made of: they are compared and shown as they are, and no program reads them. */
  readonly unread: readonly { kind: InventoryKind; line: string }[];
  /** The lines, as an earlier version of the app kept them, of which the records were made. */
  readonly fromLines?: ReadonlyMap<InventoryRecord, string>;
}

/** An inventory with these records, and none of any other kind. */
export function inventoryOf(some: Partial<Inventory>): Inventory {
  const none = Object.fromEntries(inventoryKinds.map((kind) => [kind, []]));
  return { ...none, unread: [], ...some } as Inventory;
}

/** A record in one line for people. */
export function printRecord<K extends InventoryKind>(kind: K, record: InventoryRecord<K>): string {
  return (recordKinds[kind] as RecordKind).print(record);
}

/** The record that `value` is, or undefined where it is none of this kind. */
export function toRecord<K extends InventoryKind>(kind: K, value: unknown): InventoryRecord<K> | undefined {
  const parsed = recordKinds[kind].schema.safeParse(value);
  return parsed.success ? (parsed.data as InventoryRecord<K>) : undefined;
}
