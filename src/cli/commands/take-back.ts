import { type Command, Option } from 'commander';
import type { StepId } from '../../shared/run/steps.ts';
import { spoken } from '../../shared/texts/text.ts';
import { stepIds } from '../../shared/tracks/tracks.ts';
import { type ResetDepth, resetDepthSchema } from '../../shared/wire/reset-depth.ts';
import { openLab } from '../open-lab.ts';
import { parseStep, parseTime } from '../option-values.ts';
import { runLab } from '../run-lab.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import { confirm, type Session } from '../session.ts';
import { takeBackPlan } from '../take-back-plan.ts';
import type { Act } from './act.ts';
import { pristine } from './pristine.ts';
import { resetLater } from './reset-later.ts';

interface TakeBackOptions extends LabOptions {
  depth?: ResetDepth;
  includeUnowned?: boolean;
  takeOver?: boolean;
  /** Milliseconds. */
  wait?: number;
}

/** `undo STEP` and `reset`: both show what they will take back, and ask. */
export function addTakeBackCommands(program: Command, act: Act): void {
  const withOptions = (command: Command) =>
    withNodes(command)
      .option('--include-unowned', spoken.cli.includeUnowned)
      .option('--take-over', spoken.cli.takeOver);
  withOptions(program.command('undo'))
    .description(spoken.cli.undoCommand)
    .argument('<step>', stepIds.join(', '), parseStep)
    .action(act((session, [step]: [StepId], options: TakeBackOptions) => takeBack(session, options, step)));
  withOptions(program.command('reset'))
    .description(spoken.cli.resetCommand)
    .addOption(new Option('--wait [time]', spoken.cli.waitOption).argParser(parseTime).preset('1h'))
    .addOption(new Option('--depth <depth>', spoken.cli.depthOption).choices(resetDepthSchema.options).default('made'))
    .action(
      act((session, _words, options: TakeBackOptions) =>
        options.depth === 'pristine' ? pristine(session, options) : takeBack(session, options),
      ),
    );
}

async function takeBack(session: Session, options: TakeBackOptions, step?: StepId): Promise<number> {
  const lab = await openLab(session, options);
  const unowned = options.includeUnowned ?? false;
  const depth = options.depth === 'typed' ? 'typed' : 'made';
  await confirm(session, () => takeBackPlan(session, lab, { unowned, depth, step }), spoken.cli.undoThis);
  const request = { includeUnowned: unowned, takeOver: options.takeOver };
  if (step) return (await runLab(session, lab, { ...request, command: 'undo', step })).code;
  const end = await runLab(session, lab, { ...request, command: 'reset', depth });
  return resetLater(session, lab, end, { depth, waitMs: options.wait });
}
