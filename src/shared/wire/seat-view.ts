import { z } from 'zod';
import { stripUnsafe } from '../text/strip-unsafe.ts';

/** Who joined at a seat of a class that is served. */
export const joinedSchema = z.object({
  name: z.string(),
  /** A window of theirs is open. */
  here: z.boolean(),
  /** Since when their hand is raised. */
  hand: z.string().optional(),
});
export type Joined = z.infer<typeof joinedSchema>;

/** What students need to come in. */
export const doorSchema = z.object({
  address: z.string(),
  code: z.string(),
  /** SHA-256 of the certificate, as browsers show it. */
  fingerprint: z.string(),
  /** When the class ends, and all that was given out with it. */
  until: z.string(),
});
export type Door = z.infer<typeof doorSchema>;

/** What the window of a guest knows of itself. */
export const seatViewSchema = z.object({
  who: z.enum(['instructor', 'student']),
  class: z.string(),
  words: z.string().optional(),
  goal: z.string().optional(),
  seat: z.string().optional(),
  /** Card of the seat's lab; absent where there is none yet. */
  lab: z.string().optional(),
  joined: joinedSchema.optional(),
});
export type SeatView = z.infer<typeof seatViewSchema>;

export const seatAskSchema = z.object({
  class: z.string().max(31),
  seat: z.string().max(31),
  ask: z.enum(['link', 'empty', 'lower']),
});

/** A terminal that a student has open, for who leads the class to look at. */
const seatTerminalSchema = z.object({
  terminal: z.uuid(),
  node: z.string(),
  container: z.string().optional(),
  /** A window of theirs shows it now. */
  shown: z.boolean(),
});
export const seatTerminalsSchema = z.array(seatTerminalSchema);
export type SeatTerminal = z.infer<typeof seatTerminalSchema>;

const isPlain = (text: string) => stripUnsafe(text) === text && !/[\n\t]/.test(text) && text.trim() !== '';

/** One line for a terminal on this node at each of these seats; with Enter behind it, or only typed. */
export const writeWantedSchema = z.object({
  class: z.string().max(31),
  seats: z.array(z.string().max(31)).min(1).max(60),
  node: z.string().min(1).max(63),
  text: z.string().min(1).max(1000).refine(isPlain, 'one line without control characters'),
  enter: z.boolean(),
});
export type WriteWanted = z.infer<typeof writeWantedSchema>;

/** No terminal is open there; it is busy: a program is running, or something is typed; it waits; it got the line. */
export const writeRowSchema = z.object({ seat: z.string(), state: z.enum(['none', 'busy', 'ready', 'written']) });
export type WriteRow = z.infer<typeof writeRowSchema>;
