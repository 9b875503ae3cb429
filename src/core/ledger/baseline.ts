import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LabError, toLabError } from '../../shared/errors.ts';
import {
  type Inventory,
  type InventoryKind,
  inventoryKinds,
  inventoryOf,
  isInventoryKind,
  toRecord,
} from '../../shared/inventory/inventory.ts';
import { texts } from '../../shared/texts/text.ts';
import { parseJson, tooLarge } from '../gates/limits.ts';
import { inventoryOfLines } from './baseline-lines.ts';

/** Bytes of a baseline; that of a node with thousands of containers has less than one million. */
const mostBytes = 8 * 1024 * 1024;

/** Records and lines of a baseline, all kinds together. */
const mostThings = 200_000;

/** A list a kind; what is in them is looked at one by one, so that a million wrong ones end with the first. */
const listsSchema = z.record(z.string(), z.array(z.unknown()));
const sealSchema = z.object({ v: z.number(), at: z.string(), sum: z.string() });
const unreadSchema = z.strictObject({ kind: z.string().refine(isInventoryKind), line: z.string() });

/** A baseline as it is kept: one line of JSON with a checksum. */
export function encodeBaseline({ unread, fromLines: _, ...records }: Inventory, at: string): string {
  return JSON.stringify({ v: 2, at, records, unread, sum: checksum([at, records, unread]) });
}

/**
 * The inventory in a baseline's text, of this version or of version 1, which held lines. Throws `not-proved` where it is
 * torn, edited or of a newer version, and `too-large`.
 */
export function decodeBaseline(text: string, node?: string): Inventory {
  const subject = { what: texts.ledger.theBaseline, ...(node !== undefined && { node }) };
  try {
    const json = parseJson(text, { bytes: mostBytes, depth: 8 }, subject);
    const { v, at, sum } = sealSchema.parse(json);
    if (v > 2) throw ofNewerVersion(node);
    const { records, unread = [], inventory } = json as Record<string, unknown>;
    if (checksum(v === 1 ? [at, inventory] : [at, records, unread]) !== sum) throw damaged(node);
    const lists = listsSchema.parse(v === 1 ? inventory : records);
    const lines = z.array(z.unknown()).parse(unread);
    const count = Object.values(lists).reduce((all, list) => all + list.length, lines.length);
    if (count > mostThings) throw tooLarge(subject, texts.ledger.records({ most: mostThings }));
    return v === 1 ? inventoryOfLines(ofLines(lists)) : inventoryOfRecords(lists, lines);
  } catch (error) {
    throw error instanceof LabError ? error : damaged(node, error);
  }
}

/** What stood on a node before, as its ledger has it; undefined where that is unknown. Read once from each text. */
export function baselineOf(ledger: { readonly baseline: string | undefined }): Inventory | undefined {
  const text = ledger.baseline;
  if (text === undefined) return undefined;
  const known = read.get(ledger);
  if (known?.text === text) return known.inventory;
  const inventory = decodedOrNot(text);
  read.set(ledger, { text, inventory });
  return inventory;
}

const read = new WeakMap<object, { text: string; inventory: Inventory | undefined }>();

function decodedOrNot(text: string): Inventory | undefined {
  try {
    return decodeBaseline(text);
  } catch (error) {
    if (['not-proved', 'too-large'].includes(toLabError(error).code)) return undefined;
    throw error;
  }
}

function ofLines(lists: Record<string, unknown[]>): Partial<Record<InventoryKind, string[]>> {
  for (const list of Object.values(lists))
    if (!list.every((line) => typeof line === 'string')) throw new TypeError('a line that is no text');
  return lists;
}

function inventoryOfRecords(lists: Record<string, unknown[]>, lines: unknown[]): Inventory {
  if (!Object.keys(lists).every(isInventoryKind)) throw new TypeError('a kind that there is not');
  const records = Object.fromEntries(
    inventoryKinds.map((kind) => [
      kind,
      (lists[kind] ?? []).map((value) => {
        const record = toRecord(kind, value);
        if (record === undefined) throw new TypeError(`a record that is none of ${kind}`);
        return record;
      }),
    ]),
  );
  return { ...inventoryOf(records), unread: lines.map((line) => unreadSchema.parse(line)) };
}

const checksum = (what: unknown): string => createHash('sha256').update(JSON.stringify(what)).digest('hex');

const damaged = (node?: string, cause?: unknown): LabError =>
  new LabError('not-proved', texts.ledger.baselineDamaged, {
    ...(node !== undefined && { node }),
    cause,
  });

const ofNewerVersion = (node?: string): LabError =>
  new LabError('not-proved', texts.ledger.baselineNewer, {
    ...(node !== undefined && { node }),
    remedy: texts.ledger.baselineNewerRemedy,
  });
