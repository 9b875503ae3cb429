import { z } from 'zod';
import { errorSchema } from '../run/events.ts';

/** Of a node: the version of its engine, or why it is not known. */
export const engineSchema = z.object({
  node: z.string(),
  version: z.string().optional(),
  /** Open vSwitch is there and running. */
  hasOpenSwitch: z.boolean().optional(),
  error: errorSchema.optional(),
});
export type Engine = z.infer<typeof engineSchema>;
