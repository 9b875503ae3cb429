import { z } from 'zod';
import { jsonSchema } from '../json.ts';
import { texts } from '../texts/text.ts';
import { textsSchema } from '../texts/wire.ts';
import { says } from '../zod-words.ts';

/**
 * Name of a step, as its track's outline has it (`tracks/`). A plain word on the wire and in ledgers: what another version
 * of the app wrote is read all the same.
 */
export const stepIdSchema = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]{0,39}$/, says(texts.schema.stepName));
export type StepId = string;

/**
 * What a check found. `satisfied`: as it should be. `missing`: not there yet. `drifted`: there, but different, or
 * someone else's. `tainted`: a change was begun and its end is unknown, or the node could not be asked.
 */
export const statusSchema = z.enum(['satisfied', 'missing', 'drifted', 'tainted']);
export type Status = z.infer<typeof statusSchema>;

/** What happened, and what the person can do about it. */
export const said = {
  message: z.string(),
  remedy: z.string().optional(),
  /** Row of the diagnosis catalogue. */
  diagnosis: z.number().int().optional(),
  texts: textsSchema,
};

/** One thing that a check noticed, with what the person can do about it. */
export const problemSchema = z.object({
  level: z.enum(['ok', 'info', 'warning', 'error']),
  /** Stable name of the test, e.g. `ports-free`. */
  code: z.string(),
  ...said,
});
export type Problem = z.infer<typeof problemSchema>;

export const findingSchema = z.object({
  status: statusSchema,
  /** One sentence for people. */
  summary: z.string(),
  /** What was seen, for machines and reports. */
  facts: z.record(z.string(), jsonSchema).default({}),
  /** What apply would change, a line a change: `+ container worker-1`, `~ /etc/docker/daemon.json: …`. */
  diff: z.array(z.string()).default([]),
  problems: z.array(problemSchema).default([]),
  texts: textsSchema,
});
export type Finding = z.infer<typeof findingSchema>;
