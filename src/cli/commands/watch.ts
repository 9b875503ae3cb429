import type { Command } from 'commander';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import type { WatchNews } from '../../core/watch/watch-news.ts';
import { spoken } from '../../shared/texts/text.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import { exitCodes } from '../exit-code.ts';
import { watchInterrupts } from '../interrupts.ts';
import { openNamedLab } from '../open-lab.ts';
import { parseFile } from '../option-values.ts';
import { terminalPrompts } from '../prompts.ts';
import { newsLines } from '../render/news-lines.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import type { Session } from '../session.ts';
import type { Act } from './act.ts';

/** `watch`: each change on the nodes as it happens, until Ctrl-C. */
export function addWatchCommand(program: Command, act: Act): void {
  withNodes(program.command('watch'))
    .description(spoken.cli.watchCommand)
    .argument('[lab]', spoken.cli.watchWhat, parseFile)
    .action(act((session, [lab]: [string?], options: LabOptions) => watch(session, lab, options)));
}

async function watch(session: Session, given: string | undefined, options: LabOptions): Promise<number> {
  const { deps, screen, json } = session;
  const { io } = deps;
  const lab = await openNamedLab(session, given, options);
  const over = new AbortController();
  const say = (text: string) => (json ? void io.stderr.write(`${text}\n`) : screen.print([text]));
  const interrupts = watchInterrupts(io, { cancel: () => over.abort(), say, cancelling: spoken.cli.watchEnds });
  const prompts = terminalPrompts(io, {
    whileAsking: (ask) => screen.whileAsking(ask),
    interrupted: interrupts.interrupt,
    isCancelled: () => over.signal.aborted,
  });
  const tell = (news: WatchNews) => {
    const shown = cleaned(news);
    if (json) io.stdout.write(`${safeJson(shown)}\n`);
    else screen.print(newsLines(inThisLanguage(shown)));
  };
  // A reader that went away wants nothing more.
  io.stdout.once('error', () => over.abort());
  try {
    if (!json) screen.print([spoken.cli.watching({ lab: lab.lab.name })]);
    await deps.watchLab(lab, { prompts, tell, signal: over.signal });
  } finally {
    interrupts.stop();
  }
  if (json) io.stdout.write(`${safeJson({ type: 'result', ok: true, command: 'watch' })}\n`);
  return interrupts.code() ?? exitCodes.done;
}
