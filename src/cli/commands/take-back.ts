import type { Command } from 'commander';
import { type StepId, stepIds } from '../../shared/steps.ts';
import { parseStep } from '../option-values.ts';
import { pickLab } from '../pick-lab.ts';
import { runLab } from '../run-lab.ts';
import { withLab } from '../run-options.ts';
import { confirm, type Session } from '../session.ts';
import { takeBackPlan } from '../take-back-plan.ts';
import type { Act } from './act.ts';

interface TakeBackOptions {
  lab?: string;
  includeUnowned?: boolean;
  takeOver?: boolean;
}

/** `undo STEP` and `reset`: both show what they will take back, and ask. */
export function addTakeBackCommands(program: Command, act: Act): void {
  const withOptions = (command: Command) =>
    withLab(command)
      .option('--include-unowned', "cut containers that were made by hand off from the lab's network; they stay")
      .option('--take-over', 'take the lab over from another app that works on it');
  withOptions(program.command('undo'))
    .description('take one step back, with everything that rests on it')
    .argument('<step>', stepIds.join(', '), parseStep)
    .action(act((session, [step]: [StepId], options: TakeBackOptions) => takeBack(session, options, step)));
  withOptions(program.command('reset'))
    .description('take everything back and compare the nodes with how they were before')
    .action(act((session, _words, options: TakeBackOptions) => takeBack(session, options)));
}

async function takeBack(session: Session, options: TakeBackOptions, step?: StepId): Promise<number> {
  const lab = await pickLab(session.deps.io, options.lab);
  const unowned = options.includeUnowned ?? false;
  await confirm(session, () => takeBackPlan(session, lab, unowned, step), 'Take this back?');
  const [code] = await runLab(session, lab, {
    command: step ? 'undo' : 'reset',
    step,
    includeUnowned: unowned,
    takeOver: options.takeOver,
  });
  return code;
}
