import { z } from 'zod';
import { fateSchema } from '../run/events.ts';
import { stepIdSchema } from '../run/steps.ts';
import { textsSchema, type Worded } from '../texts/wire.ts';

/** Something that a person made by typing. */
const typedThingSchema = z.object({
  step: stepIdSchema,
  what: z.string(),
  container: z.string().optional(),
  /** Why it is left; absent where a reset of depth `typed` takes it back. */
  why: z.string().optional(),
  /** What a person can do about what is left. */
  remedy: z.string().optional(),
  /** Others' containers for which it is left, unless they may be disconnected. */
  heldBy: z.string().optional(),
  texts: textsSchema,
});

/** What people made on a node by typing, which no ledger names. */
const typedStatusSchema = z.object({
  things: z.array(typedThingSchema),
  /** What could not be seen. */
  unseen: z.string().optional(),
  texts: textsSchema,
});

const changeSchema = z.object({ step: stepIdSchema, change: z.string(), fate: fateSchema, texts: textsSchema });

/** What a reset of one node would take back, and what stood there before. */
export const nodeStatusSchema = z.object({
  name: z.string(),
  /** Why the node could not be asked; what stands there is unknown then. */
  unknown: z.string().optional(),
  /**
   * Changes of the lab that were not taken back, oldest first, and what a reset does with each: what the lab made goes,
   * what was there before comes back.
   */
  changes: z.array(changeSchema),
  /** A change was begun and its end is unknown. */
  inDoubt: z.boolean(),
  /** What is wrong with the ledger itself; absent where all of it can be read. */
  damage: z.string().optional(),
  /** How many things of each kind were there before the first change, and are left alone. */
  before: z.record(z.string(), z.number()).optional(),
  /** Containers of others that run here on a network of the lab's: absent where there are none. */
  unowned: z.array(z.object({ container: z.string(), network: z.string() })).optional(),
  /** Containers of others that ran before the first change and have ended: a reset starts them again; absent where none. */
  ended: z.array(z.string()).optional(),
  /** Absent where it could not be looked at. */
  typed: typedStatusSchema.optional(),
  texts: textsSchema,
});
export type NodeStatus = z.infer<typeof nodeStatusSchema>;

type TypedThing = z.infer<typeof typedThingSchema>;
type TypedStatus = z.infer<typeof typedStatusSchema>;
type Change = z.infer<typeof changeSchema>;

/** The same as they are made: with texts of the catalogue where words go. */
export type MadeThing = Worded<TypedThing, 'what' | 'why' | 'remedy' | 'heldBy'>;
export type MadeTypedStatus = Worded<Omit<TypedStatus, 'things'>, 'unseen'> & { things: MadeThing[] };
export type MadeNodeStatus = Worded<Omit<NodeStatus, 'changes' | 'typed'>, 'unknown' | 'damage'> & {
  changes: Worded<Change, 'change'>[];
  typed?: MadeTypedStatus;
};
