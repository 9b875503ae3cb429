import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { texts } from '../../shared/texts/text.ts';
import { type TypedEntry, typedEntrySchema } from '../../shared/transcript/entry.ts';
import { parseJson } from '../gates/limits.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { writePrivate } from '../gates/private-file.ts';
import { safeJson } from '../report/safe-json.ts';

/** So many of a lab stay, the newest. */
export const mostEntries = 300;
/** The file is written afresh when it has so many lines. */
export const mostLines = 4 * mostEntries;
/** A line is at most what the limits of an entry allow. */
const mostBytes = 16 * 1024 * 1024;

const lineSchema = z.union([typedEntrySchema, z.object({ others: z.int().min(0) })]);

/** What is kept of a lab's typing: the tutorial's commands, oldest first, and how many others there were. */
export interface Kept {
  entries: TypedEntry[];
  others: number;
}

const fileOf = (state: string, lab: string): string => path.join(state, lab, 'typed.jsonl');

/** What was kept, and in how many lines; what was torn by a kill, or is none of these lines, is left out. */
export async function readTyped(state: string, lab: string): Promise<Kept & { lines: number }> {
  const file = fileOf(state, lab);
  const subject = { what: texts.runs.keptRun, remedy: texts.runs.keptRunRemedy };
  const bytes = await readLocalFile(file, subject, { most: mostBytes }).catch(() => undefined);
  const lines = (bytes?.toString('utf8') ?? '').split('\n').slice(0, -1);
  const entries = new Map<string, TypedEntry>();
  let others = 0;
  for (const line of lines) {
    const parsed = lineOf(line, file);
    if (parsed && 'others' in parsed) others += parsed.others;
    else if (parsed) entries.set(parsed.id, parsed);
  }
  return { entries: newest(entries), others, lines: lines.length };
}

/** Keeps more; one that was kept already is kept as it is now. */
export async function addTyped(state: string, lab: string, added: Kept): Promise<void> {
  const file = fileOf(state, lab);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, linesOf(added), { mode: 0o600 });
}

/** Keeps this alone, in as few lines as it needs. */
export async function rewriteTyped(state: string, lab: string, all: Kept): Promise<void> {
  await writePrivate(fileOf(state, lab), linesOf(all));
}

/** In the order of time. */
export const newest = (entries: ReadonlyMap<string, TypedEntry>): TypedEntry[] =>
  [...entries.values()].toSorted((a, b) => a.at.localeCompare(b.at)).slice(-mostEntries);

const linesOf = ({ entries, others }: Kept): string =>
  [...entries, ...(others > 0 ? [{ others }] : [])].map((line) => `${safeJson(line)}\n`).join('');

function lineOf(line: string, file: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(parseJson(line, { bytes: mostBytes }, { what: texts.runs.anEvent, file })).data;
  } catch {
    return undefined;
  }
}
