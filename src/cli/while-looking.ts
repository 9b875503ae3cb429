import type { Prompts } from '../core/remote/auth/prompts.ts';
import { LabError } from '../shared/errors.ts';
import { spoken, type Words } from '../shared/texts/text.ts';
import { watchInterrupts } from './interrupts.ts';
import { terminalPrompts } from './prompts.ts';
import type { Session } from './session.ts';

/** Asks nodes something that changes nothing, with questions to the person; Ctrl-C ends it: `cancelled`, with these words. */
export async function whileLooking<T>(
  { deps, screen }: Session,
  ended: { words: Words; spoken: string },
  ask: (how: { prompts: Prompts; signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const { io } = deps;
  const over = new AbortController();
  const interrupts = watchInterrupts(io, {
    cancel: () => over.abort(new LabError('cancelled', ended.words)),
    say: (text) => void io.stderr.write(`${text}\n`),
    cancelling: spoken.cli.noLongerLooking,
    leaving: ended.spoken,
  });
  const prompts = terminalPrompts(io, {
    whileAsking: (question) => screen.whileAsking(question),
    interrupted: interrupts.interrupt,
    isCancelled: () => over.signal.aborted,
  });
  try {
    const told = await ask({ prompts, signal: over.signal });
    over.signal.throwIfAborted();
    return told;
  } catch (error) {
    throw over.signal.aborted ? over.signal.reason : error;
  } finally {
    interrupts.stop();
  }
}
