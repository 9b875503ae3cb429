import { z } from 'zod';
import { bandwidthMeasurementSchema, pingMeasurementSchema } from '../run/measurements.ts';
import { stepIdSchema } from '../run/steps.ts';

/** What is kept of one command and of what it printed. */
export const entryLimits = { command: 4000, chars: 4000, lines: 120 } as const;

/** A command of the tutorial that somebody typed in a terminal of the app, and what came of it. */
export const typedEntrySchema = z.object({
  id: z.uuid(),
  /** ISO 8601, the app's clock: sent, and back at the prompt. */
  at: z.string().max(40),
  ended: z.string().max(40).optional(),
  /** `cut`: its terminal was closed, or the connection dropped, before it ended. */
  state: z.enum(['running', 'ended', 'cut']),
  node: z.string().max(63),
  /** Typed in a shell inside this container. */
  container: z.string().max(128).optional(),
  step: stepIdSchema,
  /** Exactly as it stood behind the prompt. */
  command: z.string().max(entryLimits.command),
  /** Its begin and its end, where it is longer than what is kept. */
  text: z.string().max(entryLimits.chars + 10),
  leftOut: z.int().min(0).optional(),
  /** What it measured; absent where it measured nothing, or its output is not a whole result. */
  measurement: z.discriminatedUnion('kind', [pingMeasurementSchema, bandwidthMeasurementSchema]).optional(),
});
export type TypedEntry = z.infer<typeof typedEntrySchema>;
