import { z } from 'zod';
import { commandSchema, errorSchema, fateSchema } from '../run/events.ts';
import { problemSchema, stepIdSchema } from '../run/steps.ts';

/**
 * How a step stands on a node. `open`: not done, or taken back. `working`: a run is at it. `unchecked`: it was done, and
 * the newest check did not look at it. `drifted`: there, but not as it should be.
 */
export const standStateSchema = z.enum(['open', 'working', 'done', 'unchecked', 'drifted', 'failed']);
export type StandState = z.infer<typeof standStateSchema>;

/** What is known of one step on one node, or of one step of all nodes together. */
export const standSchema = z.object({
  step: stepIdSchema,
  node: z.string().optional(),
  state: standStateSchema,
  /** What the check found, in one sentence. */
  summary: z.string().optional(),
  problems: z.array(problemSchema),
  error: errorSchema.optional(),
  /** What is being done, while it is. */
  message: z.string().optional(),
  /** When and by which run it was last seen like this; absent where no run did. */
  at: z.string().optional(),
  run: z.string().optional(),
});
export type Stand = z.infer<typeof standSchema>;

/** One thing that was made or changed on a node and not taken back. */
export const standingChangeSchema = z.object({
  step: stepIdSchema,
  node: z.string().optional(),
  change: z.string(),
  fate: fateSchema,
});
export type StandingChange = z.infer<typeof standingChangeSchema>;

/** A run as lists name it, and what there is to see of it. */
export const runEntrySchema = z.object({
  run: z.string(),
  command: commandSchema,
  /** ISO 8601, its first event. */
  at: z.string(),
  /** `interrupted`: it has no end, the app was stopped in it. */
  state: z.enum(['running', 'ok', 'failed', 'interrupted']),
  /** A check that a window does by itself while someone types. */
  quiet: z.boolean().optional(),
  /** Its steps, in the order of work. */
  steps: z.array(stepIdSchema),
  /** Steps of which outputs were kept, and steps that changed something. */
  printed: z.array(stepIdSchema),
  changed: z.array(stepIdSchema),
  /** What was measured between nodes or workers. */
  measured: z.array(z.enum(['ping', 'bandwidth'])),
});
export type RunEntry = z.infer<typeof runEntrySchema>;

/** What core knows of a lab from all its runs: windows mirror it, and derive nothing by reading runs. */
export const labSnapshotSchema = z.object({
  stands: z.array(standSchema),
  /** What a reset would take back, oldest first, as far as this app's own runs know. */
  toTakeBack: z.array(standingChangeSchema),
  /** The newest runs, oldest first; a running one is the last. */
  runs: z.array(runEntrySchema),
  /** When a run last began to take something back. */
  takenBackAt: z.string().optional(),
});
export type LabSnapshot = z.infer<typeof labSnapshotSchema>;

export const emptySnapshot: LabSnapshot = { stands: [], toTakeBack: [], runs: [] };

/** The run that is running in a lab. */
export const runningIn = ({ runs }: { runs: readonly RunEntry[] }): RunEntry | undefined =>
  runs.findLast(({ state }) => state === 'running');
