import { z } from 'zod';
import { errorSchema } from '../run/events.ts';
import { trackIdSchema } from '../tracks/tracks.ts';

/** Stable name of a card: `practice:NAME` or `file:ABSOLUTE-PATH`. */
export const labId = z.string().min(1).max(200);

/** A lab as the first screen shows it. */
export const labCardSchema = z.object({
  id: labId,
  name: z.string(),
  kind: z.enum(['practice', 'file']),
  /** Path of its lab file. */
  file: z.string(),
  nodes: z.array(z.object({ name: z.string(), address: z.string(), host: z.string(), port: z.number().optional() })),
  network: z.string(),
  dataPort: z.number().optional(),
  /** Absent while its file cannot be read, and where it names none and none was chosen yet. */
  track: trackIdSchema.optional(),
  /** The file names none: the engines decide. */
  choosesTrack: z.boolean().optional(),
  /** Of a practice lab; SSH labs are `unknown` until someone connects. */
  state: z.enum(['running', 'stopped', 'partly', 'unknown', 'invalid']),
  problem: z.string().optional(),
  /** Nodes that a reset could not reach: they are reset by themselves when they are back, while the app runs. */
  waiting: z.array(z.string()).optional(),
  /** Nodes that were waited for so until the app ended, or for an hour: it waits again where a person asks for it. */
  left: z.array(z.string()).optional(),
  /** Something of it may be on its nodes, as far as this app's own runs know: it was looked at or built since it was last reset. */
  mayBeBuilt: z.boolean(),
  /** The run that is running now, or the last one. */
  lastRun: z
    .object({
      id: z.string(),
      command: z.string(),
      /** Null where it has no end: it continues, or it was cut off. */
      ok: z.boolean().nullable(),
      running: z.boolean(),
      at: z.string(),
      /** Why it failed: what it said first, and of how many errors more. */
      errors: z.array(errorSchema),
      moreErrors: z.int().min(0),
    })
    .optional(),
});
export type LabCard = z.infer<typeof labCardSchema>;
