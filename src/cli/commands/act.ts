import type { Session } from '../session.ts';

/** What a command does. `words` are its arguments and `options` its options, as their parsers left them. */
export type Deed<O = object, W extends unknown[] = unknown[]> = (
  session: Session,
  words: W,
  options: O,
) => Promise<number>;

/** Makes a deed what commander calls. The types of words and options follow from how the command was declared. */
export type Act = <O, W extends unknown[]>(deed: Deed<O, W>) => (...args: unknown[]) => Promise<void>;
