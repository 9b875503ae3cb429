import type { Command } from 'commander';
import { practiceLabFiles } from '../../core/practice/access.ts';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import type { DiagnosisReport } from '../../shared/diagnosis/report.ts';
import { LabError } from '../../shared/errors.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import { exitCodes } from '../exit-code.ts';
import { watchInterrupts } from '../interrupts.ts';
import { openLab } from '../open-lab.ts';
import { parseFile } from '../option-values.ts';
import { terminalPrompts } from '../prompts.ts';
import { diagnosisLines } from '../render/diagnosis-lines.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import type { Session } from '../session.ts';
import type { Act } from './act.ts';

/** `diagnose`: what is wrong with a lab, from the ground up. */
export function addDiagnoseCommand(program: Command, act: Act): void {
  withNodes(program.command('diagnose'))
    .description(spoken.diagnose.command)
    .argument('[lab]', spoken.diagnose.what, parseFile)
    .action(act((session, [lab]: [string?], options: LabOptions) => diagnose(session, lab, options)));
}

async function diagnose(session: Session, given: string | undefined, options: LabOptions): Promise<number> {
  const { deps, screen, json, style } = session;
  const { io } = deps;
  const practice = practiceLabFiles(io.env).find(({ name }) => name === given);
  const lab = await openLab(session, { ...options, ...(given && { lab: practice?.labFile ?? given }) });
  if (!json) screen.print([spoken.diagnose.looking({ lab: lab.lab.name })]);
  const report = await looked(session, lab);
  const { causes, looked: layers } = report;
  // JSON is for programs: it stays English, with its texts beside it.
  if (json) io.stdout.write(`${safeJson({ type: 'diagnosis', lab: report.lab, causes, looked: layers })}\n`);
  else screen.print(diagnosisLines(inThisLanguage(report), style));
  return causes.length === 0 ? exitCodes.done : exitCodes.failed;
}

/** Ctrl-C ends the looking: `cancelled`. */
async function looked({ deps, screen }: Session, lab: Awaited<ReturnType<typeof openLab>>): Promise<DiagnosisReport> {
  const { io } = deps;
  const over = new AbortController();
  const interrupts = watchInterrupts(io, {
    cancel: () => over.abort(new LabError('cancelled', texts.diagnose.ended)),
    say: (text) => void io.stderr.write(`${text}\n`),
    cancelling: spoken.cli.noLongerLooking,
    leaving: spoken.diagnose.ended,
  });
  const prompts = terminalPrompts(io, {
    whileAsking: (ask) => screen.whileAsking(ask),
    interrupted: interrupts.interrupt,
    isCancelled: () => over.signal.aborted,
  });
  try {
    return cleaned(await deps.diagnoseLab(lab, { prompts, signal: over.signal }));
  } catch (error) {
    throw over.signal.aborted ? over.signal.reason : error;
  } finally {
    interrupts.stop();
  }
}
