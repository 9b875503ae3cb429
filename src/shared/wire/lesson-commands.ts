import { z } from 'zod';
import { stepIdSchema } from '../run/steps.ts';
import { textsSchema } from '../texts/wire.ts';

/** What a person would type to do the same as each step. */
export const lessonCommandsSchema = z.array(
  z.object({
    step: stepIdSchema,
    title: z.string(),
    commands: z.array(z.object({ node: z.string(), command: z.string() })),
    texts: textsSchema,
  }),
);
export type LessonCommands = z.infer<typeof lessonCommandsSchema>;
