import type { Command } from 'commander';
import { keptDrills } from '../../core/drills/kept-drills.ts';
import type { DrillRequest } from '../../core/drills/with-ledgers.ts';
import { stateDir } from '../../core/gates/places.ts';
import type { TrustedLab } from '../../core/lab/trusted-lab.ts';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import { LabError } from '../../shared/errors.ts';
import { pictureOf } from '../../shared/picture/picture-of.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
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
    .action(act((session, [lab]: [string?], options: LabOptions) => show(session, lab, options)));
}

async function show(session: Session, given: string | undefined, options: LabOptions): Promise<number> {
  const { deps, screen, json, style } = session;
  const { io } = deps;
  const lab = await openNamedLab(session, given, options);
  if (!json) screen.print([spoken.picture.looking({ lab: lab.lab.name })]);
  const ended = { words: texts.picture.ended, spoken: spoken.picture.ended };
  const facts = await whileLooking(session, ended, async (how) => {
    await mustBeNoSecret(session, lab, how);
    return cleaned(await deps.lookAtLab(lab, how));
  });
  const picture = pictureOf(facts);
  if (json) io.stdout.write(`${safeJson({ type: 'picture', ...picture })}\n`);
  else screen.print(['', ...pictureLines(picture, style)]);
  return facts.nodes.some(({ isAway }) => isAway) ? exitCodes.failed : exitCodes.done;
}

/** A drill that is a surprise is asked for only where one was begun from here and has no end yet. */
async function mustBeNoSecret(
  { deps: { io, drills } }: Session,
  lab: TrustedLab,
  how: Pick<DrillRequest, 'prompts' | 'signal'>,
): Promise<void> {
  const state = stateDir(io.env);
  if (!(await keptDrills(state, lab.lab.name)).some(({ isOpen }) => isOpen)) return;
  const { running } = await drills.state(lab, { ...how, state });
  if (running?.isSurprise && !running.isNamed)
    throw new LabError('refused', texts.drills.noPicture, { remedy: texts.drills.noPictureRemedy });
}
