import type { Command } from 'commander';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import { pictureOf } from '../../shared/picture/picture-of.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
import { mustBeNoSecret } from '../no-secret.ts';
import { openNamedLab } from '../open-lab.ts';
import { parseFile } from '../option-values.ts';
import { pictureLines } from '../render/picture-lines.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import type { Session } from '../session.ts';
import { whileLooking } from '../while-looking.ts';
import type { Act } from './act.ts';

/** `show`: the picture of a lab as a tree. */
export function addShowCommand(program: Command, act: Act): void {
  withNodes(program.command('show'))
    .description(spoken.picture.command)
    .argument('[lab]', spoken.picture.what, parseFile)
    .option('--traffic', spoken.picture.traffic)
    .action(act((session, [lab]: [string?], options: ShowOptions) => show(session, lab, options)));
}

interface ShowOptions extends LabOptions {
  traffic?: boolean;
}

/** Milliseconds between both looks. */
const apartMs = 1_000;

async function show(session: Session, given: string | undefined, options: ShowOptions): Promise<number> {
  const { deps, screen, json, style } = session;
  const { io } = deps;
  const lab = await openNamedLab(session, given, options);
  if (!json) screen.print([spoken.picture.looking({ lab: lab.lab.name })]);
  const ended = { words: texts.picture.ended, spoken: spoken.picture.ended };
  const facts = await whileLooking(session, ended, async (how) => {
    await mustBeNoSecret(session, lab, how);
    return cleaned(await deps.lookAtLab(lab, { ...how, againMs: options.traffic ? apartMs : undefined }));
  });
  const picture = pictureOf(facts);
  if (json) io.stdout.write(`${safeJson({ type: 'picture', ...picture })}\n`);
  else screen.print(['', ...pictureLines(picture, style)]);
  return facts.nodes.some(({ isAway }) => isAway) ? exitCodes.failed : exitCodes.done;
}
