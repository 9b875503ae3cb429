import { z } from 'zod';
import { commandSchema, errorSchema, fateSchema } from '../run/events.ts';
import { problemSchema, stepIdSchema } from '../run/steps.ts';
import { nodeChangeSchema, seenSchema } from '../watch/sighting.ts';

/**
 * How a step stands on a node. `open`: not done, or taken back. `working`: a run is at it. `unchecked`: it was done, and
 * what it depends on changed since, or the newest check did not look at it. `unknown`: it was done, and cannot be seen now.
 * `drifted`: there, but not as it should be.
 */
export const standStateSchema = z.enum(['open', 'working', 'done', 'unchecked', 'unknown', 'drifted', 'failed']);
export type StandState = z.infer<typeof standStateSchema>;

/** `silent`: it is running, and does not answer. `stopped`: by a signal, with all it knows; `stopping`, `starting`: it is about to. */
export const daemonStateSchema = z.enum(['running', 'gone', 'starting', 'stopping', 'stopped', 'silent', 'no-quorum']);
export type DaemonState = z.infer<typeof daemonStateSchema>;

/** Why a step that was done does not count as done now. */
export const lostSchema = z.discriminatedUnion('why', [
  /** A node is not seen; `last` is when it was. */
  z.object({ why: z.literal('unseen'), node: z.string(), last: z.string().optional() }),
  /** The nodes are seen, and nobody has looked at this since. */
  z.object({ why: z.literal('unlooked') }),
  z.object({
    why: z.literal('daemon'),
    node: z.string(),
    daemon: z.enum(['docker', 'etcd']),
    is: daemonStateSchema.exclude(['running']),
  }),
  z.object({ why: z.literal('changed'), change: nodeChangeSchema }),
  /** What it depends on does not hold, or did not for a while. */
  z.object({ why: z.literal('needs'), step: stepIdSchema }),
  /** A drill began as a surprise: what is seen is not told. */
  z.object({ why: z.literal('drill') }),
]);
export type Lost = z.infer<typeof lostSchema>;

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
  /** A terminal showed it, where a person typed. */
  typed: z.boolean().optional(),
  lost: lostSchema.optional(),
  /** A run had done it, and a look found that it does not hold any more. */
  undone: z.boolean().optional(),
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
  /** Its steps, in the order of work. */
  steps: z.array(stepIdSchema),
  /** Steps of which outputs were kept, and steps that changed something. */
  printed: z.array(stepIdSchema),
  changed: z.array(stepIdSchema),
  /** What was measured between nodes or workers. */
  measured: z.array(z.enum(['ping', 'bandwidth'])),
});
export type RunEntry = z.infer<typeof runEntrySchema>;

/** A node as it is seen while a window looks at the lab. */
export const nodeSightSchema = z.object({
  node: z.string(),
  seen: seenSchema,
  /** Absent where it is not known. */
  docker: daemonStateSchema.optional(),
  etcd: daemonStateSchema.optional(),
  /** When something that stands on it last came, went or changed, the lab's or not. */
  changedAt: z.string().optional(),
  /** The newest changes of what is the lab's, with who made them; the newest is the last. */
  changes: z.array(nodeChangeSchema),
});
export type NodeSight = z.infer<typeof nodeSightSchema>;

/**
 * What core knows of a lab, from all its runs and from its nodes as they are seen now: windows mirror it, and derive nothing
 * by reading runs.
 */
export const labSnapshotSchema = z.object({
  stands: z.array(standSchema),
  /** Empty where nobody watches. */
  nodes: z.array(nodeSightSchema),
  /** What a reset would take back, oldest first, as far as this app's own runs know. */
  toTakeBack: z.array(standingChangeSchema),
  /** The newest runs, oldest first; a running one is the last. */
  runs: z.array(runEntrySchema),
  /** When a run last began to take something back. */
  takenBackAt: z.string().optional(),
});
export type LabSnapshot = z.infer<typeof labSnapshotSchema>;

export const emptySnapshot: LabSnapshot = { stands: [], nodes: [], toTakeBack: [], runs: [] };

/** The run that is running in a lab. */
export const runningIn = ({ runs }: { runs: readonly RunEntry[] }): RunEntry | undefined =>
  runs.findLast(({ state }) => state === 'running');
