import { z } from 'zod';

/** What the window that shows a terminal is told of those who look at it over its shoulder. */
const watchedSchema = z.object({
  /** How many look now. */
  looking: z.int().min(0).max(100),
  /** One of them asks for the keyboard: which question it is, and how long it stands. */
  asked: z.object({ question: z.int(), ms: z.int() }).optional(),
  /** One of them has the keyboard. */
  given: z.boolean(),
  /** A line that was just written into it, as into those of other seats. */
  wrote: z.string().max(2000).optional(),
});
export type Watched = z.infer<typeof watchedSchema>;

/** What somebody is told who looks at a terminal of another window. */
const lookSchema = z.object({
  cols: z.int().min(2).max(1000),
  rows: z.int().min(1).max(1000),
  /** The window whose terminal it is shows it now. */
  shown: z.boolean(),
  keyboard: z.enum(['theirs', 'asked', 'yours', 'others']),
  /** Why it is theirs again, or still. */
  why: z.enum(['denied', 'no-answer', 'taken', 'away']).optional(),
});
export type LookView = z.infer<typeof lookSchema>;

export const readWatched = (json: string): Watched | undefined => read(watchedSchema, json);
export const readLook = (json: string): LookView | undefined => read(lookSchema, json);

function read<T>(schema: z.ZodType<T>, json: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
