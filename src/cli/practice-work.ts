import type { PracticeOptions } from '../core/practice/run-script.ts';
import { spoken } from '../shared/texts/text.ts';
import { canAsk } from './ask.ts';
import { watchInterrupts } from './interrupts.ts';
import { practiceProgress } from './render/practice-progress.ts';
import type { Session } from './session.ts';

/** Does something of the practice lab with its progress shown; Ctrl-C ends it and waits for its end. */
export async function practiceWork<T>(session: Session, work: (options: PracticeOptions) => Promise<T>): Promise<T> {
  const { io } = session.deps;
  const progress = practiceProgress(session);
  const stop = new AbortController();
  const interrupts = watchInterrupts(io, {
    cancel: () => stop.abort(),
    say: (text) => void io.stderr.write(`${text}\n`),
    cancelling: spoken.cli.practiceStopping,
    leaving: spoken.cli.practiceExiting,
  });
  try {
    return await work({ signal: stop.signal, onProgress: progress.onProgress, sudo: mayUseSudo(session) });
  } finally {
    interrupts.stop();
    progress.end();
  }
}

/** On a terminal sudo asks for itself; without one, --yes must have agreed to it. */
export function mayUseSudo({ deps, yes }: Session): boolean {
  return yes || canAsk(deps.io);
}
