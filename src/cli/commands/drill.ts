import type { Command } from 'commander';
import { askDrills } from '../../core/drills/drill-calls.ts';
import type { DrillRequest } from '../../core/drills/with-ledgers.ts';
import { stateDir } from '../../core/gates/places.ts';
import { cleaned } from '../../core/report/cleaned.ts';
import { safeJson } from '../../core/report/safe-json.ts';
import type { DrillEnd, DrillsState } from '../../shared/drills/drill-state.ts';
import { LabError } from '../../shared/errors.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import { exitCodes } from '../exit-code.ts';
import { openNamedLab } from '../open-lab.ts';
import { parseFile } from '../option-values.ts';
import { drillLines } from '../render/drill-lines.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import type { Session } from '../session.ts';
import { whileLooking } from '../while-looking.ts';
import type { Act } from './act.ts';

interface DrillOptions extends LabOptions {
  list?: boolean;
  choose?: string;
  surprise?: boolean;
}

const actions = ['status', 'hint', 'guess', 'prove', 'give-up', 'heal'] as const;
type Action = (typeof actions)[number];

/** `drill`: a fault made on purpose, to be found. */
export function addDrillCommand(program: Command, act: Act): void {
  withNodes(program.command('drill'))
    .description(spoken.drills.command)
    .argument('[lab]', spoken.drills.what, parseFile)
    .argument('[do]', spoken.drills.doWhat)
    .argument('[cause]', spoken.drills.rowWhat)
    .option('--list', spoken.drills.listOption)
    .option('--choose <id>', spoken.drills.chooseOption)
    .option('--surprise', spoken.drills.surpriseOption)
    .action(
      act((session, [lab, word, cause]: [string?, string?, string?], options: DrillOptions) =>
        drill(session, { lab, word, cause }, options),
      ),
    );
}

interface Asked {
  lab: string | undefined;
  word: string | undefined;
  cause: string | undefined;
}

/** What came of it, and the exit code: 1 for a wrong guess, and where the lab is not whole yet. */
async function drill(session: Session, asked: Asked, options: DrillOptions): Promise<number> {
  const { deps, screen, json, style } = session;
  const { io, drills } = deps;
  const action = actionOf(asked.word);
  const lab = await openNamedLab(session, asked.lab, options);
  const ended = { words: texts.drills.ended, spoken: spoken.drills.ended };
  const end = await whileLooking(session, ended, async (how): Promise<DrillEnd> => {
    const request: DrillRequest = { ...how, state: stateDir(io.env) };
    if (options.choose !== undefined || options.surprise)
      return askDrills(drills, lab, { do: 'begin', drill: options.choose }, request);
    if (action === 'guess') return askDrills(drills, lab, { do: 'guess', row: rowOf(asked.cause) }, request);
    return askDrills(drills, lab, { do: action === 'give-up' ? 'heal' : action }, request);
  });
  const told = cleaned(end);
  if (json) io.stdout.write(`${safeJson({ type: 'drill', ...shown(told.state), ...withoutState(told) })}\n`);
  else screen.print(drillLines(inThisLanguage(told), { list: options.list ?? false }, style));
  return end.isRight === false || (end.left?.length ?? 0) > 0 ? exitCodes.failed : exitCodes.done;
}

const shown = ({ lab, running, drills, choices, done }: DrillsState) => ({ lab, running, drills, choices, done });
const withoutState = ({ isRight, left, was }: DrillEnd) => ({ isRight, left, was });

function actionOf(word: string | undefined): Action {
  const action = actions.find((one) => one === (word ?? 'status'));
  if (!action) throw new LabError('bad-input', texts.drills.noSuchAction({ word: word ?? '' }));
  return action;
}

function rowOf(word: string | undefined): number {
  if (word !== undefined && /^\d{1,3}$/.test(word)) return Number(word);
  throw new LabError('bad-input', texts.drills.whichCause);
}
