import { z } from 'zod';
import { textsSchema, type Worded } from '../texts/wire.ts';

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
