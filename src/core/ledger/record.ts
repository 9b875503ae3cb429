import { createHash } from 'node:crypto';
import { z } from 'zod';
import { jsonSchema } from '../../shared/json.ts';
import { stepIdSchema } from '../../shared/run/steps.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { parseJson } from '../gates/limits.ts';
import { changeSchema, unknownChangeSchema } from './change.ts';

/** Bytes of one record: what stood in a file goes into it. */
const mostRecord = 4 * 1024 * 1024;

/** Lines behind a damage that are looked at, of those that begin as a record does. */
const mostSalvaged = 20_000;

/** Version of the record format; a ledger of another version is not guessed at. */
const version = 1;

const bodySchema = z.discriminatedUnion('type', [
  /** Written and synced before the action. */
  z.object({
    type: z.literal('intent'),
    id: z.string(),
    step: stepIdSchema,
    change: z.union([changeSchema, unknownChangeSchema]),
  }),
  /** Written after the action; an intent without one is in doubt. */
  z.object({ type: z.literal('outcome'), id: z.string(), ok: z.boolean(), detail: jsonSchema.optional() }),
  z.object({ type: z.literal('undone'), id: z.string() }),
]);
export type RecordBody = z.infer<typeof bodySchema>;

const recordSchema = z.object({
  v: z.literal(version),
  n: z.int().positive(),
  at: z.string(),
  body: bodySchema,
  sum: z.string(),
});
export type LedgerRecord = z.infer<typeof recordSchema>;

export interface ParsedLedger {
  records: LedgerRecord[];
  /** Checksum of the last good record: the next one is chained to it. */
  lastSum: string;
  /** Why the rest was not read: a torn last line after a crash, or an edited one. Absent where all is well. */
  damage?: { line: number; reason: Words };
}

/** A record of the ledger: each one's checksum covers the one before, so a change anywhere shows. */
export function makeRecord(n: number, at: string, body: RecordBody, previousSum: string): LedgerRecord {
  const head = { v: version, n, at, body } as const;
  return { ...head, sum: checksum(head, previousSum) };
}

/** Chains a record to those that were read, or added, and counts it among them. */
export function addRecord(parsed: ParsedLedger, body: RecordBody): LedgerRecord {
  const record = makeRecord(parsed.records.length + 1, new Date().toISOString(), body, parsed.lastSum);
  parsed.records.push(record);
  parsed.lastSum = record.sum;
  return record;
}

/** Reads as far as the chain holds. Never throws: what a crash or a hand left is reported, not guessed. */
export function parseLedger(text: string): ParsedLedger {
  const parsed: ParsedLedger = { records: [], lastSum: '' };
  let start = 0;
  for (let number = 1; start < text.length; number += 1) {
    const end = text.indexOf('\n', start);
    if (end < 0) return { ...parsed, damage: { line: number, reason: texts.ledger.truncated } };
    const record = parseRecord(text.slice(start, end));
    if (!record) return { ...parsed, damage: { line: number, reason: texts.ledger.notRecord } };
    const { n, sum } = record;
    if (n !== number || checksum(record, parsed.lastSum) !== sum)
      return { ...parsed, damage: { line: number, reason: texts.ledger.notChained } };
    parsed.records.push(record);
    parsed.lastSum = sum;
    start = end + 1;
  }
  return parsed;
}

/**
 * What can still be read behind the damage. Nothing vouches for it any more, so it is only good for finding out what may
 * stand on the node: every intent in it counts as in doubt, and taking back looks before it touches.
 */
export function salvage(text: string, { damage }: ParsedLedger): RecordBody[] {
  if (!damage) return [];
  const bodies: RecordBody[] = [];
  let left = mostSalvaged;
  for (const [line] of text.slice(startOfLine(text, damage.line)).matchAll(/^\{"v":1,.*$/gm)) {
    const record = parseRecord(line);
    if (record) bodies.push(record.body);
    left -= 1;
    if (left === 0) break;
  }
  const undone = new Set(bodies.flatMap((body) => (body.type === 'undone' ? [body.id] : [])));
  return bodies.filter((body) => body.type === 'undone' || !undone.has(body.id));
}

/** Where a line begins; the first is 1. */
export function startOfLine(text: string, line: number): number {
  let at = 0;
  for (let left = line - 1; left > 0; left -= 1) at = text.indexOf('\n', at) + 1;
  return at;
}

function parseRecord(line: string): LedgerRecord | undefined {
  try {
    const value = parseJson(line, { bytes: mostRecord }, { what: '' });
    // Checked, but kept as written: the schema would drop keys that it does not know and sort the others, and the
    // checksum covers every character.
    const good = recordSchema.safeParse(value).success && JSON.stringify(value) === line;
    return good ? (value as LedgerRecord) : undefined;
  } catch {
    return undefined;
  }
}

function checksum(head: { v: number; n: number; at: string; body: RecordBody }, previousSum: string): string {
  return createHash('sha256')
    .update(previousSum)
    .update(JSON.stringify([head.v, head.n, head.at, head.body]))
    .digest('hex');
}
