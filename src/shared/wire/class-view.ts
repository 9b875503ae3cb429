import { z } from 'zod';
import { errorSchema } from '../run/events.ts';
import { textsSchema } from '../texts/wire.ts';
import { trackIdSchema } from '../tracks/tracks.ts';
import { resetDepthSchema } from './reset-depth.ts';
import { doorSchema, joinedSchema } from './seat-view.ts';

/** What a class asked of its seats from the wall, and how far each of them is. */
const classWorkSchema = z.object({
  command: z.enum(['check', 'run', 'reset']),
  running: z.boolean(),
  seats: z.array(
    z.object({
      seat: z.string(),
      state: z.enum(['waiting', 'working', 'ok', 'failed', 'unreachable', 'cancelled']),
      error: errorSchema.optional(),
    }),
  ),
});
export type ClassWorkView = z.infer<typeof classWorkSchema>;

/** A class as its wall shows it; how each seat stands is in the snapshot of its lab. */
export const classViewSchema = z.object({
  name: z.string(),
  file: z.string(),
  track: trackIdSchema.optional(),
  /** Why its file cannot be used. */
  problem: z.string().optional(),
  /** What students are told, and the part that the class is to reach. */
  words: z.string().optional(),
  goal: z.string().optional(),
  seats: z.array(
    z.object({
      name: z.string(),
      student: z.string().optional(),
      /** Card of its lab; absent where there is none yet. */
      lab: z.string().optional(),
      joined: joinedSchema.optional(),
    }),
  ),
  /** Where students come in, while the class is served. */
  door: doorSchema.optional(),
  work: classWorkSchema.optional(),
  texts: textsSchema,
});
export type ClassView = z.infer<typeof classViewSchema>;

/** What is asked of some seats of a class. */
export const classActionSchema = z.object({
  class: z.string().max(31),
  seats: z.array(z.string().max(31)).min(1).max(60),
  command: classWorkSchema.shape.command,
  /** Of a run: up to this part of the lesson. */
  to: z.string().max(40).optional(),
  /** Of a reset. */
  depth: resetDepthSchema.exclude(['pristine']).optional(),
});
