import { z } from 'zod';
import { parseJson } from '../gates/limits.ts';

const text = z.string().min(1).max(4096);
const data = text.optional();

/** What is taken back of what was typed, as the proof needs to know it; told apart by how it is taken. */
const takenSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('end'), pid: z.int(), started: text, data }),
  z.object({ do: z.literal('unit'), unit: text, path: text, data }),
  z.object({ do: z.literal('data'), path: text }),
  z.object({ do: z.literal('file'), path: text }),
  z.object({ do: z.literal('restart') }),
  z.object({ do: z.literal('container'), id: text, name: text }),
  z.object({ do: z.literal('network'), id: text, name: text }),
  z.object({ do: z.literal('bridge'), id: text, name: text }),
  z.object({ do: z.literal('gwbridge') }),
  z.object({ do: z.literal('image'), id: text, name: text }),
  z.object({ do: z.literal('swarm'), isManager: z.boolean(), id: z.string().max(100) }),
  z.object({ do: z.literal('service'), id: text }),
  z.object({ do: z.literal('link'), name: text }),
  z.object({ do: z.literal('route'), route: text }),
  z.object({ do: z.literal('rule'), mark: text }),
  z.object({ do: z.literal('switch'), name: text, ports: z.array(text).max(1000) }),
  z.object({ do: z.literal('tunnel'), port: text.optional(), remote: text }),
  z.object({
    ...{ do: z.literal('bird'), pid: z.int(), started: text, socket: text.optional(), pidFile: text.optional() },
    ...{ unit: text.optional(), path: text.optional() },
  }),
  z.object({ do: z.literal('bird-file'), path: text, seen: text }),
]);
export type Taken = z.infer<typeof takenSchema>;

const noteSchema = z.object({
  version: z.literal(1),
  /** What was claimed, and taken or about to be. */
  taken: z.array(takenSchema).max(10_000),
  /** The system's own engine is to be started, or started again, before that is done. */
  engine: z.boolean(),
});

/**
 * What a reset of what was typed writes on a node before it takes anything there: the things are the signs by which the
 * lab knows what is its own, so who is killed in the middle would leave things that nothing names any more.
 */
export type TypedNote = z.infer<typeof noteSchema>;

const limits = { bytes: 512 * 1024 };

/** Undefined where there is none, or none that can be read. */
export function readNote(written: string | undefined): TypedNote | undefined {
  if (written === undefined) return undefined;
  try {
    return noteSchema.parse(parseJson(written, limits, { what: '' }));
  } catch {
    return undefined;
  }
}

export const printNote = (note: TypedNote): string => JSON.stringify(noteSchema.parse(note));

/** Both, each thing once. */
export function withTaken({ taken, engine }: Omit<TypedNote, 'version'>, more: readonly Taken[]): TypedNote {
  const each = new Map([...taken, ...more].map((one) => [JSON.stringify(takenSchema.parse(one)), one]));
  return noteSchema.parse({ version: 1, taken: [...each.values()], engine });
}
