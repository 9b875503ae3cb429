import { z } from 'zod';
import { stepIdSchema } from '../run/steps.ts';
import { resetDepthSchema } from './reset-depth.ts';

/** What is asked of one lab. */
export const runActionSchema = z.object({
  command: z.enum(['check', 'run', 'undo', 'reset']),
  step: stepIdSchema.optional(),
  only: z.array(stepIdSchema).max(50).optional(),
  skip: z.array(stepIdSchema).max(50).optional(),
  iperfSeconds: z.int().min(1).max(3600).optional(),
  iperfStreams: z.int().min(1).max(64).optional(),
  iperfRepeats: z.int().min(1).max(20).optional(),
  /** From the first node to the second; the tutorial measured the other way. */
  iperfReverse: z.boolean().optional(),
  includeUnowned: z.boolean().optional(),
  depth: resetDepthSchema.exclude(['pristine']).optional(),
  takeOver: z.boolean().optional(),
});
