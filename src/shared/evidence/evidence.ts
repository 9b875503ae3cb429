import { z } from 'zod';
import { trackIdSchema } from '../tracks/tracks.ts';

const time = z.string().max(40);
const name = z.string().max(200);
const count = z.int().min(0);

/** From the first thing that was done, or that was done after a reset, to the reset that ended it. */
export const attemptSchema = z.object({
  /** ISO 8601. */
  from: time,
  to: time,
  /** How many runs, commands of the tutorial and drills. */
  runs: count,
  typed: count,
  drills: count,
  /** Whether the reset that ended it proved all equal; `none` where it has not ended. */
  reset: z.enum(['equal', 'none']),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** What is signed of a lab. The report is that of `report --format json`, of what was done since the lab was made. */
export const evidenceSchema = z.object({
  format: z.literal('overlay-lab-evidence'),
  version: z.literal(1),
  /** When it was signed, by the clock of the machine that did. */
  at: time,
  class: name.optional(),
  seat: name.optional(),
  student: name.optional(),
  lab: name,
  track: trackIdSchema,
  /** Of a practice lab: tells it from every other, also from one of the same name that was made before or after. */
  labId: name.optional(),
  /** Of a practice lab. What was done before belongs to an earlier lab and is left out. */
  madeAt: time.optional(),
  attempts: z.array(attemptSchema).max(1000),
  report: z.record(z.string(), z.unknown()),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const signedSchema = z.object({
  evidence: evidenceSchema,
  signature: z.object({
    algorithm: z.literal('ed25519'),
    /** Base64: the key as SPKI in DER, and the signature of the evidence as JSON without spaces. */
    publicKey: z.string().max(200),
    value: z.string().max(200),
  }),
});
