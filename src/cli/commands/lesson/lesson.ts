import type { Command } from 'commander';
import { spoken } from '../../../shared/texts/text.ts';
import { parseFile } from '../../option-values.ts';
import { withNodes } from '../../run-options.ts';
import type { Act } from '../act.ts';
import { check } from './check.ts';
import { begin } from './new.ts';
import { runChecks } from './run-checks.ts';

/** `lesson …`: lessons that instructors write themselves. */
export function addLessonCommands(program: Command, act: Act): void {
  const all = program
    .command('lesson')
    .description(spoken.ownLesson.command)
    .helpCommand('help [command]', spoken.cli.helpCommand);
  const verb = (name: string, description: string) =>
    all.command(name).description(description).argument('<folder>', spoken.ownLesson.folderArgument, parseFile);
  verb('check', spoken.ownLesson.checkCommand).action(act(check));
  withNodes(verb('run-checks', spoken.ownLesson.runCommand))
    .argument('[lab]', spoken.ownLesson.labArgument, parseFile)
    .option('--part <part>', spoken.ownLesson.partOption)
    .action(act(runChecks));
  verb('new', spoken.ownLesson.newCommand).action(act(begin));
}
