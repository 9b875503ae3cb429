import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import type { Words } from '../texts/text.ts';
import { textsSchema, type Worded } from '../texts/wire.ts';
import { measurementSchema } from './measurements.ts';
import { type Finding, findingSchema, type Problem, said, stepIdSchema } from './steps.ts';
import '../zod-words.ts';

/**
 * Everything a run tells, as one union. Window, browser, command line, ledger and tests are listeners of the same
 * events; one that reconnects asks to replay from a sequence number.
 */
/** What taking a change back does with the thing: what the lab made goes, what was there before comes back. */
export const fateSchema = z.enum(['remove', 'restore']);
export type Fate = z.infer<typeof fateSchema>;
/** Runs that were kept before there was such a word do not tell. */
const oldFate = fateSchema.default('remove');

const base = {
  lab: z.string(),
  run: z.string(),
  /** From 1, without gaps within a run. */
  seq: z.number().int().positive(),
  /** ISO 8601, the app's clock. */
  at: z.string(),
};

const place = {
  step: stepIdSchema,
  /** Absent for steps that concern the whole cluster. */
  node: z.string().optional(),
};

export const commandSchema = z.enum(['check', 'run', 'undo', 'reset']);
export type RunCommand = z.infer<typeof commandSchema>;

export const taskStateSchema = z.enum([
  'waiting',
  'checking',
  'applying',
  'verifying',
  'undoing',
  'done', // satisfied, measured, or undone
  'planned', // check only: apply would change something
  'failed',
  'blocked', // something that it needs is not there
  'cancelled',
]);
export type TaskState = z.infer<typeof taskStateSchema>;

export const errorSchema = z.object({
  code: z.enum(errorCodes),
  node: z.string().optional(),
  step: stepIdSchema.optional(),
  ...said,
});
export type ReportedError = z.infer<typeof errorSchema>;

/** One kind of thing compared with the baseline after a reset. */
export const proofSchema = z.object({
  node: z.string(),
  kind: z.string(),
  equal: z.boolean(),
  /** `+ …` is there and was not; `- …` was there and is not. */
  differences: z.array(z.string()),
  /** Differences of the same form that are nobody's and cannot do harm: told, and no failure. */
  harmless: z.array(z.string()).optional(),
  /** What was looked for and not found, where that is all there is to compare with. */
  looked: z.array(z.string()).optional(),
  /** What stays and why, which is no difference: nobody knows that it is the lab's. */
  left: z.array(z.string()).optional(),
  texts: textsSchema,
});
export type Proof = z.infer<typeof proofSchema>;

export const resultSchema = z.object({
  ok: z.boolean(),
  command: commandSchema,
  /** How many things on nodes were made, changed or removed. */
  changes: z.number().int().nonnegative(),
  seconds: z.number().nonnegative(),
  measurements: z.array(measurementSchema),
  findings: z.array(z.object({ ...place, state: taskStateSchema, finding: findingSchema.optional() })),
  proofs: z.array(proofSchema),
  errors: z.array(errorSchema),
});
export type RunResult = z.infer<typeof resultSchema>;

export const eventSchema = z.discriminatedUnion('type', [
  z.object({
    ...base,
    type: z.literal('run'),
    command: commandSchema,
    nodes: z.array(z.string()),
    tasks: z.array(z.object({ ...place, title: z.string(), texts: textsSchema })),
  }),
  z.object({
    ...base,
    type: z.literal('node'),
    node: z.string(),
    state: z.enum(['connecting', 'ready', 'lost']),
    /** What is waited for there, where it takes unusually long. */
    message: z.string().optional(),
    texts: textsSchema,
  }),
  z.object({ ...base, ...place, type: z.literal('task'), state: taskStateSchema, error: errorSchema.optional() }),
  z.object({ ...base, ...place, type: z.literal('finding'), finding: findingSchema }),
  z.object({
    ...base,
    ...place,
    type: z.literal('progress'),
    message: z.string(),
    fraction: z.number().min(0).max(1).optional(),
    texts: textsSchema,
  }),
  z.object({
    ...base,
    ...place,
    type: z.literal('change'),
    change: z.string(),
    fate: oldFate,
    undone: z.boolean(),
    texts: textsSchema,
  }),
  z.object({ ...base, ...place, type: z.literal('log'), text: z.string(), texts: textsSchema }),
  /** A real output beside which the lesson puts the tutorial's own. */
  z.object({ ...base, ...place, type: z.literal('output'), on: z.string(), command: z.string(), text: z.string() }),
  z.object({ ...base, ...place, type: z.literal('measurement'), measurement: measurementSchema }),
  z.object({ ...base, type: z.literal('proof'), proof: proofSchema }),
  z.object({ ...base, type: z.literal('result'), ...resultSchema.shape }),
]);
export type LabEvent = z.infer<typeof eventSchema>;

/** What a step found, and what went wrong, as they are made: with texts of the catalogue where words go. */
export type MadeProblem = Worded<Problem, 'message' | 'remedy'>;
export type MadeFinding = Worded<Omit<Finding, 'problems'>, 'summary' | 'diff'> & { problems: MadeProblem[] };
export type MadeError = Worded<ReportedError, 'message' | 'remedy'>;
export type MadeProof = Worded<Proof, 'differences' | 'looked' | 'left'>;

/** What an event says, without what the run adds: lab, run, seq and at. */
export type EventBody = LabEvent extends infer E
  ? E extends LabEvent
    ? Omit<E, 'lab' | 'run' | 'seq' | 'at'>
    : never
  : never;
/** The same as it is made; the run says its texts in English, and sends them along. */
export type MadeEvent = MadeOf<EventBody>;

type MadeOf<E> = E extends { type: 'run'; tasks: (infer T extends { title: string })[] }
  ? Omit<E, 'tasks'> & { tasks: Worded<T, 'title'>[] }
  : E extends { type: 'finding' }
    ? Omit<E, 'finding'> & { finding: MadeFinding }
    : E extends { type: 'task' }
      ? Omit<E, 'error'> & { error?: MadeError }
      : E extends { type: 'node' }
        ? Omit<E, 'message' | 'texts'> & { message?: Words }
        : E extends { type: 'proof' }
          ? Omit<E, 'proof'> & { proof: MadeProof }
          : E extends { type: 'progress'; message: string }
            ? Worded<E, 'message'>
            : E extends { type: 'log'; text: string }
              ? Worded<E, 'text'>
              : E extends { type: 'change'; change: string }
                ? Worded<E, 'change'>
                : E extends { type: 'result'; errors: unknown }
                  ? Omit<E, 'errors'> & { errors: MadeError[] }
                  : E;
