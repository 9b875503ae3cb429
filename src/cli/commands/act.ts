import type { Session } from '../session.ts';

/** What a command does. `words` are its arguments and `options` its options, as their parsers left them. */
export type Action<O = object, W extends unknown[] = unknown[]> = (
  session: Session,
  words: W,
  options: O,
) => Promise<number>;

/** Makes an action what commander calls. The types of words and options follow from how the command was declared. */
export type Act = <O, W extends unknown[]>(action: Action<O, W>) => (...args: unknown[]) => Promise<void>;
