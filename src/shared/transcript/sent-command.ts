import { isBeingTyped, lastCommand } from '../mistakes/last-command.ts';
import type { TypedEntry } from './entry.ts';
import { isAtPrompt } from './is-at-prompt.ts';

/** How a command is that was sent; that it was cut off knows only who has followed its terminal. */
export type SentState = Exclude<TypedEntry['state'], 'cut'>;

/** What a terminal that shows this is at: the command that was sent last, where one is to be seen, and whether it has ended. */
export function sentCommand(recent: string): { command: string | undefined; state: SentState } {
  const state = isAtPrompt(recent) || isBeingTyped(recent) ? 'ended' : 'running';
  return { command: lastCommand(recent)?.command, state };
}
