import { z } from 'zod';
import { textsSchema, type Worded } from '../texts/wire.ts';
import { trackIdSchema } from '../tracks/tracks.ts';

/** A check on one node, as it is shown before it is made. */
export const shownCheckSchema = z.object({
  /** Its place in the part, from 0. */
  at: z.int(),
  node: z.string(),
  /** What must hold. */
  what: z.string(),
  /** What runs on the node for it. */
  command: z.string().optional(),
  texts: textsSchema,
});
export type ShownCheck = z.infer<typeof shownCheckSchema>;

export const checkResultSchema = z.object({
  at: z.int(),
  node: z.string(),
  state: z.enum(['met', 'unmet', 'unknown']),
  /** What was seen. */
  why: z.string(),
  /** What the lesson says where it does not hold. */
  hint: z.string().optional(),
  texts: textsSchema,
});
export type CheckResult = z.infer<typeof checkResultSchema>;
export type MadeResult = Worded<CheckResult, 'why'>;

export const shownPartSchema = z.object({
  id: z.string(),
  title: z.string(),
  goal: z.string(),
  why: z.string(),
  commands: z.array(z.object({ node: z.string(), run: z.string(), note: z.string().optional() })),
  checks: z.array(shownCheckSchema),
  questions: z.array(
    z.object({
      ask: z.string(),
      explain: z.string(),
      choices: z.array(z.object({ text: z.string(), right: z.boolean().optional(), why: z.string().optional() })),
    }),
  ),
});

/** An instructor's lesson as a lab shows it. */
export const shownLessonSchema = z.object({
  title: z.string(),
  /** Of the files as they were read; a check is made only while they are the same. */
  digest: z.string(),
  /** The way to a network for which it was written, where the lab has another one. */
  otherTrack: trackIdSchema.optional(),
  parts: z.array(shownPartSchema),
});
export type ShownLesson = z.infer<typeof shownLessonSchema>;
