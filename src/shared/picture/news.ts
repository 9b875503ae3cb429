import { z } from 'zod';
import { stepIdSchema } from '../run/steps.ts';
import { differenceSchema } from './differences.ts';
import { labFactsSchema } from './facts.ts';

/** What was being done when something was found different: not more than a guess by time. */
const causeSchema = z.discriminatedUnion('by', [
  /** A command that was typed in a terminal of the lab. */
  z.object({ by: z.literal('typed'), node: z.string(), command: z.string().max(500) }),
  /** A run that was at these steps. */
  z.object({ by: z.literal('run'), steps: z.array(stepIdSchema) }),
  z.object({ by: z.literal('others') }),
]);
export type Cause = z.infer<typeof causeSchema>;

/** What differs since, each thing as it was found. */
export const changedSchema = z.object({
  id: z.number(),
  /** ISO 8601: when the command was sent, or the first of it was found. */
  at: z.string(),
  cause: causeSchema,
  differences: z.array(differenceSchema),
  /** So many more are left out. */
  more: z.number(),
});
export type Changed = z.infer<typeof changedSchema>;

/** What a window is told: all that is known now. `facts` is absent until all nodes were looked at once. */
export const pictureNewsSchema = z.object({
  facts: labFactsSchema.optional(),
  /** The newest first. */
  changed: z.array(changedSchema),
  /** A drill began as a surprise: all of it is as it was before. */
  isSecret: z.boolean().optional(),
});
export type PictureNews = z.infer<typeof pictureNewsSchema>;
