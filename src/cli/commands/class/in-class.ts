import path from 'node:path';
import { ClassPrompts } from '../../../core/class/class-prompts.ts';
import { classReport, classTable } from '../../../core/class/class-report.ts';
import { keepOutcomes } from '../../../core/class/kept-outcomes.ts';
import { keepClass } from '../../../core/class/known-classes.ts';
import type { LoadedClass } from '../../../core/class/load-class.ts';
import { cleaned } from '../../../core/report/cleaned.ts';
import { safeJson } from '../../../core/report/safe-json.ts';
import type { Seat } from '../../../shared/class/class.ts';
import { type ClassCommand, isWell, type SeatOutcome } from '../../../shared/class/outcome.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { inThisLanguage } from '../../../shared/texts/wire.ts';
import { exitCodes } from '../../exit-code.ts';
import { watchInterrupts } from '../../interrupts.ts';
import { terminalPrompts } from '../../prompts.ts';
import { type ClassRenderer, classRenderer } from '../../render/class-renderer.ts';
import { drawTable } from '../../render/draw-table.ts';
import type { Session } from '../../session.ts';
import { writeFile } from '../../write-file.ts';
import type { ClassOptions } from './class-options.ts';

/** What a command has at hand while it works on the seats of a class. */
export interface ClassWork {
  session: Session;
  loaded: LoadedClass;
  seats: readonly Seat[];
  options: ClassOptions;
  renderer: ClassRenderer;
  prompts: ClassPrompts;
  signal: AbortSignal;
}

interface Given {
  loaded: LoadedClass;
  chosen: readonly Seat[];
  options: ClassOptions;
  command: ClassCommand | 'ready';
}

/**
 * Works on seats with progress, Ctrl-C, and one report at the end. The last outcome of each seat is kept for `--failed`.
 * Resolves with the exit code.
 */
export async function inClass(
  session: Session,
  { loaded, chosen, options, command }: Given,
  work: (at: ClassWork) => Promise<SeatOutcome[]>,
): Promise<number> {
  const { io } = session.deps;
  await keepClass(io.env, loaded);
  const over = new AbortController();
  const renderer = classRenderer(session, chosen.length);
  const interrupts = watchInterrupts(io, { cancel: () => over.abort(), say: renderer.note });
  const prompts = new ClassPrompts(
    terminalPrompts(io, {
      whileAsking: (ask) => session.screen.whileAsking(ask),
      interrupted: interrupts.interrupt,
      isCancelled: () => over.signal.aborted,
    }),
  );
  let outcomes: SeatOutcome[];
  try {
    outcomes = await work({ session, loaded, seats: chosen, options, renderer, prompts, signal: over.signal });
  } finally {
    renderer.end();
    interrupts.stop();
  }
  if (command !== 'status') await keepOutcomes(io.env, loaded.name, outcomes);
  await close(session, { loaded, options, command, outcomes });
  if (outcomes.every(isWell)) return exitCodes.done;
  return interrupts.code() ?? exitCodes.failed;
}

/** One report of all: on the screen, as the last line of JSON, and in a file where one is named. */
async function close(
  { deps: { io }, json, screen, style }: Session,
  { loaded, options, command, outcomes }: Omit<Given, 'chosen'> & { outcomes: SeatOutcome[] },
): Promise<void> {
  const shown = cleaned(inThisLanguage(outcomes));
  const well = outcomes.filter(isWell).length;
  const counts = { class: loaded.name, command, seats: outcomes.length, well };
  const caption = command === 'ready' ? readyLine(outcomes) : spoken.class.caption(counts);
  const waiting = outcomes.filter(({ state }) => state === 'unreachable').map(({ seat }) => seat);
  const failed = outcomes.filter(({ state }) => state === 'failed').map(({ seat }) => seat);
  const file = options.report && path.resolve(io.cwd, options.report);
  if (file) await writeFile(file, classReport(file, loaded, shown, caption));
  if (json) {
    const ok = well === outcomes.length;
    const names = { waiting, failed };
    io.stdout.write(`${safeJson({ ...counts, ...names, type: 'result', ok, command: `class ${command}` })}\n`);
    return;
  }
  screen.print([
    '',
    ...drawTable(classTable(loaded, shown, caption), style),
    ...(waiting.length > 0 ? ['', spoken.class.waitingSeats({ seats: waiting })] : []),
    ...(waiting.length + failed.length > 0 ? [spoken.class.retry] : []),
    ...(file ? [spoken.cli.written({ file })] : []),
  ]);
}

function readyLine(outcomes: readonly SeatOutcome[]): string {
  const not = outcomes.filter((one) => !isWell(one)).map(({ seat }) => seat);
  return not.length === 0 ? spoken.class.ready({ seats: outcomes.length }) : spoken.class.notReady({ seats: not });
}
