import {
  type Inventory,
  type InventoryKind,
  type InventoryRecord,
  inventoryKinds,
  printRecord,
} from '../../shared/inventory/inventory.ts';
import type { Proof } from '../../shared/run/events.ts';
import { formerLine } from './baseline-lines.ts';
import { isHarmless, saysNothing } from './harmless.ts';

/** A record, or a line of which none could be made. */
interface Thing {
  /** The same for things that are equal. */
  key: string;
  line: string;
  record?: InventoryRecord;
}

/** One proof a kind: equal, or the exact difference. */
export function compareInventories(node: string, before: Inventory, now: Inventory): Proof[] {
  return inventoryKinds.map((kind) => {
    const [gone, added] = difference(kind, before, now);
    const isNothing = ({ record }: Thing) => record !== undefined && isHarmless(kind, record, before, now);
    const linesOf = (which: (thing: Thing) => boolean) => [
      ...gone.filter(which).map(({ line }) => `- ${line}`),
      ...added.filter(which).map(({ line }) => `+ ${line}`),
    ];
    const differences = linesOf((thing) => !isNothing(thing));
    const harmless = linesOf(isNothing);
    return { node, kind, equal: differences.length === 0, differences, ...(harmless.length > 0 && { harmless }) };
  });
}

/** What has gone and what was added. */
function difference(kind: InventoryKind, before: Inventory, now: Inventory): [Thing[], Thing[]] {
  const [then, today] = [thingsOf(kind, before), thingsOf(kind, now)];
  const [gone, added] = unmatched(then, today, ({ key }) => key);
  // What an earlier version kept as a line has no more to be compared with than its text.
  const { fromLines } = before;
  if (!fromLines) return [gone, added];
  const lineOf = ({ record, line }: Thing) =>
    record === undefined ? line : (fromLines.get(record) ?? formerLine(kind, record));
  return unmatched(gone, added, lineOf);
}

function thingsOf(kind: InventoryKind, inventory: Inventory): Thing[] {
  const records: readonly InventoryRecord[] = inventory[kind];
  return [
    ...records
      .filter((record) => !saysNothing(kind, record))
      .map((record) => ({ key: keyOf(record), line: printRecord(kind, record), record })),
    ...inventory.unread.filter((one) => one.kind === kind).map(({ line }) => ({ key: JSON.stringify(line), line })),
  ];
}

const keyOf = (record: InventoryRecord): string => JSON.stringify(record, Object.keys(record).sort());

/** What either list has more often than the other. */
function unmatched(left: Thing[], right: Thing[], key: (thing: Thing) => string): [Thing[], Thing[]] {
  return [minus(left, right, key), minus(right, left, key)];
}

/** What `all` has more often than `taken`. */
function minus(all: readonly Thing[], taken: readonly Thing[], key: (thing: Thing) => string): Thing[] {
  const left = new Map<string, number>();
  for (const thing of taken) left.set(key(thing), (left.get(key(thing)) ?? 0) + 1);
  return all.filter((thing) => {
    const count = left.get(key(thing)) ?? 0;
    left.set(key(thing), count - 1);
    return count <= 0;
  });
}
