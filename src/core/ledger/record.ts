import { createHash } from 'node:crypto';
import { z } from 'zod';
import { jsonSchema } from '../../shared/json.ts';
import { stepIdSchema } from '../../shared/steps.ts';
import { changeSchema } from './change.ts';

/** Version of the record format; a ledger of another version is not guessed at. */
const version = 1;

const bodySchema = z.discriminatedUnion('type', [
  /** Written and synced before the deed. */
  z.object({ type: z.literal('intent'), id: z.string(), step: stepIdSchema, change: changeSchema }),
  /** Written after the deed; an intent without one is in doubt. */
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
  damage?: { line: number; reason: string };
}

/** A record of the ledger: each one's checksum covers the one before, so a change anywhere shows. */
export function makeRecord(n: number, at: string, body: RecordBody, previousSum: string): LedgerRecord {
  const head = { v: version, n, at, body } as const;
  return { ...head, sum: checksum(head, previousSum) };
}

/** Reads as far as the chain holds. Never throws: what a crash or a hand left is reported, not guessed. */
export function parseLedger(text: string): ParsedLedger {
  const parsed: ParsedLedger = { records: [], lastSum: '' };
  const lines = text.split('\n');
  const torn = lines.pop() !== '';
  for (const [index, line] of lines.entries()) {
    const record = parseRecord(line);
    if (!record) return { ...parsed, damage: { line: index + 1, reason: 'is not a record of this version' } };
    const { n, sum } = record;
    // Over what stands there, not over what the schema makes of it: that has its own order of keys.
    if (n !== index + 1 || checksum(JSON.parse(line), parsed.lastSum) !== sum)
      return { ...parsed, damage: { line: index + 1, reason: 'does not follow from the line before' } };
    parsed.records.push(record);
    parsed.lastSum = sum;
  }
  if (torn) parsed.damage = { line: lines.length + 1, reason: 'was cut off while it was written' };
  return parsed;
}

/**
 * What can still be read behind the damage. Nothing vouches for it any more, so it is only good for finding out what may
 * stand on the node: every intent in it counts as in doubt, and taking back looks before it touches.
 */
export function salvage(text: string, { damage }: ParsedLedger): RecordBody[] {
  if (!damage) return [];
  const bodies = text
    .split('\n')
    .slice(damage.line - 1)
    .flatMap((line) => parseRecord(line)?.body ?? []);
  const undone = new Set(bodies.flatMap((body) => (body.type === 'undone' ? [body.id] : [])));
  return bodies.filter((body) => body.type === 'undone' || !undone.has(body.id));
}

function parseRecord(line: string): LedgerRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
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
