import { z } from 'zod';
import { errorSchema } from '../run/events.ts';

/** What a class is asked to do, for each seat. */
export const classCommandSchema = z.enum(['up', 'preflight', 'check', 'run', 'reset', 'down', 'status']);
export type ClassCommand = z.infer<typeof classCommandSchema>;

/** What came of it at one seat. */
export const seatOutcomeSchema = z.object({
  seat: z.string(),
  lab: z.string(),
  command: classCommandSchema,
  state: z.enum([
    'ok',
    'failed',
    'unreachable', // nodes that are away: to be done when they are back
    'cancelled',
  ]),
  /** The last part of the lesson that stands. */
  part: z.string().optional(),
  /** Things made, changed or removed. */
  changes: z.number().int().nonnegative().default(0),
  seconds: z.number().nonnegative().default(0),
  /** Nodes that could not be reached. */
  away: z.array(z.string()).default([]),
  /** What went wrong, the first of it. */
  error: errorSchema.optional(),
  /** After a reset: whether each kind of thing on each node is as it was, and what is not. */
  proof: z.object({ equal: z.boolean(), kinds: z.number(), differences: z.array(z.string()) }).optional(),
});
export type SeatOutcome = z.infer<typeof seatOutcomeSchema>;

export const isWell = ({ state }: Pick<SeatOutcome, 'state'>): boolean => state === 'ok';
