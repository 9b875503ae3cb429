import type { Command } from 'commander';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import { LabError } from '../../shared/errors.ts';
import { hasStore, type StoreFacts, storeChanges } from '../../shared/store/store.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
import { mustBeNoSecret } from '../no-secret.ts';
import { openNamedLab } from '../open-lab.ts';
import { parseFile } from '../option-values.ts';
import { storeChangeLines, storeLines } from '../render/store-lines.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import type { Session } from '../session.ts';
import { whileLooking } from '../while-looking.ts';
import type { Act } from './act.ts';

interface StoreOptions extends LabOptions {
  watch?: boolean;
}

/** `store`: what etcd or a swarm keeps for a lab, and with `--watch` what comes and goes in it. */
export function addStoreCommand(program: Command, act: Act): void {
  withNodes(program.command('store'))
    .description(spoken.cli.storeCommand)
    .argument('[lab]', spoken.picture.what, parseFile)
    .option('--watch', spoken.cli.storeWatchOption)
    .action(act((session, [lab]: [string?], options: StoreOptions) => store(session, lab, options)));
}

async function store(session: Session, given: string | undefined, options: StoreOptions): Promise<number> {
  const { deps, screen, json, style } = session;
  const { io } = deps;
  const lab = await openNamedLab(session, given, options);
  const again = options.watch === true && hasStore(lab.lab);
  const words = again ? spoken.cli.storeWatching : spoken.cli.storeLooking;
  if (!json) screen.print([words({ lab: lab.lab.name })]);
  let last: StoreFacts | undefined;
  const tell = (told: StoreFacts) => {
    const facts = cleaned(told);
    const changes = last ? storeChanges(last, facts) : [];
    if (!last || (last.from === undefined) !== (facts.from === undefined)) {
      if (json) io.stdout.write(`${safeJson({ type: 'store', ...facts })}\n`);
      else screen.print(['', ...storeLines(facts, style)]);
    } else if (changes.length > 0) {
      const at = new Date();
      for (const one of changes)
        if (json) io.stdout.write(`${safeJson({ type: 'store-change', at: at.toISOString(), ...one })}\n`);
      if (!json) screen.print(['', ...storeChangeLines(changes, at, style)]);
    }
    last = facts;
  };
  const ended = { words: texts.cli.storeEnded, spoken: spoken.cli.storeEnded };
  // A reader that went away wants nothing more.
  const gone = new AbortController();
  io.stdout.once('error', () => gone.abort());
  try {
    await whileLooking(session, ended, async ({ prompts, signal }) => {
      await mustBeNoSecret(session, lab, { prompts, signal });
      return deps.labStore(lab, { prompts, tell, again, signal: AbortSignal.any([signal, gone.signal]) });
    });
  } catch (error) {
    // Watching lasts until somebody ends it.
    if (!(again && error instanceof LabError && error.code === 'cancelled')) throw error;
    if (json) io.stdout.write(`${safeJson({ type: 'result', ok: true, command: 'store' })}\n`);
    return exitCodes.cancelled;
  }
  return hasStore(lab.lab) && last?.from === undefined ? exitCodes.failed : exitCodes.done;
}
