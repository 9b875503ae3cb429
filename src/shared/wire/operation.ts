import { z } from 'zod';
import { errorSchema } from '../run/events.ts';
import { textsSchema } from '../texts/wire.ts';

/** Work that takes a while and belongs to no lab's run: making a practice lab, installing packages. */
export const operationSchema = z.object({
  id: z.string(),
  title: z.string(),
  lab: z.string().optional(),
  percent: z.number().min(0).max(100),
  message: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  error: errorSchema.optional(),
  texts: textsSchema,
});
export type Operation = z.infer<typeof operationSchema>;
