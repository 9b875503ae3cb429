import type { Command } from 'commander';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import { exitCodes } from '../exit-code.ts';
import { openNamedLab } from '../open-lab.ts';
import { parseFile } from '../option-values.ts';
import { diagnosisLines } from '../render/diagnosis-lines.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import type { Session } from '../session.ts';
import { whileLooking } from '../while-looking.ts';
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
  const lab = await openNamedLab(session, given, options);
  if (!json) screen.print([spoken.diagnose.looking({ lab: lab.lab.name })]);
  const ended = { words: texts.diagnose.ended, spoken: spoken.diagnose.ended };
  const report = await whileLooking(session, ended, async (how) => cleaned(await deps.diagnoseLab(lab, how)));
  const { causes, looked: layers } = report;
  // JSON is for programs: it stays English, with its texts beside it.
  if (json) io.stdout.write(`${safeJson({ type: 'diagnosis', lab: report.lab, causes, looked: layers })}\n`);
  else screen.print(diagnosisLines(inThisLanguage(report), style));
  return causes.length === 0 ? exitCodes.done : exitCodes.failed;
}
