import { z } from 'zod';
import { textsSchema, type Worded } from '../texts/wire.ts';
import { trackIdSchema } from '../tracks/tracks.ts';

/** A fault that the app can make on purpose, as somebody chooses it: nothing of it gives the cause away. */
export const drillSchema = z.object({ id: z.string(), title: z.string(), texts: textsSchema });

/** A cause from which the right one is to be named. */
export const drillChoiceSchema = z.object({ row: z.int(), title: z.string(), texts: textsSchema });

/** How far somebody is with the drill that is running in a lab. */
export const runningDrillSchema = drillSchema.extend({
  /** ISO 8601. */
  since: z.string(),
  /** Those that were asked for; there are three. */
  hints: z.array(z.string()),
  guesses: z.int(),
  /** The cause was named; now the lab has to become whole. */
  isNamed: z.boolean(),
  /** What would give it away is hidden until then. */
  isSurprise: z.boolean(),
});
export type RunningDrill = z.infer<typeof runningDrillSchema>;

/** One that is over. */
export const doneDrillSchema = z.object({
  drill: z.string(),
  title: z.string(),
  track: trackIdSchema,
  row: z.int(),
  at: z.string(),
  seconds: z.number(),
  hints: z.int(),
  guesses: z.int(),
  isNamed: z.boolean(),
  /** The app took the fault back, not the person. */
  isHealed: z.boolean(),
  /** The diagnosis named nothing, and every step's check held, at the end. */
  isProved: z.boolean(),
  /** Causes that were named, in turn; absent in what older versions kept. */
  named: z.array(z.int()).optional(),
});
export type DoneDrill = z.infer<typeof doneDrillSchema>;

/** As it is kept; `isOpen`: no end was seen yet, and what an undo or a reset takes back has none. */
export const keptDrillSchema = doneDrillSchema.extend({ isOpen: z.boolean().optional() });
export type KeptDrill = z.infer<typeof keptDrillSchema>;

/** What there is to know of a lab's drills. */
export const drillsStateSchema = z.object({
  lab: z.string(),
  running: runningDrillSchema.nullable(),
  /** To choose from. */
  drills: z.array(drillSchema),
  choices: z.array(drillChoiceSchema),
  /** The newest first. */
  done: z.array(doneDrillSchema),
});
export type DrillsState = z.infer<typeof drillsStateSchema>;

/** What is done to the drill of a lab; `begin` takes any drill unless one is named. */
export const drillQuestionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('begin'), drill: z.string().max(40).optional() }),
  z.object({ do: z.literal('guess'), row: z.int().min(1).max(999) }),
  z.object({ do: z.enum(['status', 'hint', 'prove', 'heal']) }),
]);
export type DrillQuestion = z.infer<typeof drillQuestionSchema>;

/** What came of naming a cause, of proving that the lab is whole again, or of giving up. */
export const drillEndSchema = z.object({
  state: drillsStateSchema,
  /** Of a guess: whether it was right. */
  isRight: z.boolean().optional(),
  /** Of a proof: what is still wrong, in a line each; empty where the lab is whole. */
  left: z.array(z.string()).optional(),
  /** The cause, where the drill is over. */
  was: z.string().optional(),
  texts: textsSchema,
});
export type DrillEnd = z.infer<typeof drillEndSchema>;

export type MadeDrillsState = Omit<DrillsState, 'running' | 'drills' | 'choices'> & {
  running: Worded<RunningDrill, 'title' | 'hints'> | null;
  drills: Worded<z.infer<typeof drillSchema>, 'title'>[];
  choices: Worded<z.infer<typeof drillChoiceSchema>, 'title'>[];
};
