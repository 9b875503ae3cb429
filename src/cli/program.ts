import { type Command, CommanderError } from 'commander';
import { safeJson } from '../core/report/safe-json.ts';
import { spoken, texts } from '../shared/texts/text.ts';
import { LabCommand, misused } from './command.ts';
import type { Act } from './commands/act.ts';
import { addBuildCommands } from './commands/build.ts';
import { addClassCommands } from './commands/class/class.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addDiagnoseCommand } from './commands/diagnose.ts';
import { addDrillCommand } from './commands/drill.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addFollowCommand } from './commands/follow.ts';
import { addLessonCommands } from './commands/lesson/lesson.ts';
import { addPracticeCommands } from './commands/practice.ts';
import { addReportCommand } from './commands/report.ts';
import { addShowCommand } from './commands/show.ts';
import { addStatusCommand } from './commands/status.ts';
import { addStoreCommand } from './commands/store.ts';
import { addTakeBackCommands } from './commands/take-back.ts';
import { addVerifyCommand } from './commands/verify.ts';
import { addWatchCommand } from './commands/watch.ts';
import type { Deps } from './deps.ts';
import { exitCodes } from './exit-code.ts';
import { tellFailure } from './failure.ts';
import { openSession } from './session.ts';

/** One call of the command line, from its words to its exit code. Never rejects. */
export async function runCli(words: readonly string[], deps: Deps): Promise<number> {
  // Needed before commander has read the words, or could not: with it every end is a line of JSON.
  const json = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined).includes('--json');
  let code: number = exitCodes.done;
  const act: Act =
    (action) =>
    async (...given) => {
      // commander calls with the arguments, the command's options, and the command itself.
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals();
      code = await action(openSession(deps, options), given.slice(0, -2) as never, options as never);
    };
  const heard: string[] = [];
  try {
    await buildProgram(act, (text) => heard.push(text)).parseAsync([...words], { from: 'user' });
    return code;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return tellFailure(deps.io, json, thrown);
    if (thrown.exitCode === 0) return tellHelp(deps, json, heard.join(''));
    // Without a command, commander's error is its help.
    if (thrown.code === 'commander.help' && !json) deps.io.stderr.write(heard.join(''));
    else tellFailure(deps.io, json, misused(thrown.code === 'commander.help' ? texts.cli.noCommand : thrown.message));
    return exitCodes.badUsage;
  }
}

function buildProgram(act: Act, hear: (text: string) => void): Command {
  const program = new LabCommand('overlay-lab')
    .description(spoken.cli.description)
    .option('--json', spoken.cli.jsonOption)
    .option('--yes', spoken.cli.yesOption)
    .version('0.1.0', '--version', spoken.cli.versionOption)
    .helpCommand('help [command]', spoken.cli.helpCommand)
    .configureOutput({ writeOut: hear, writeErr: hear, outputError: () => {} })
    .exitOverride();
  addPracticeCommands(program, act);
  addBuildCommands(program, act);
  addTakeBackCommands(program, act);
  addStatusCommand(program, act);
  addShowCommand(program, act);
  addStoreCommand(program, act);
  addWatchCommand(program, act);
  addDiagnoseCommand(program, act);
  addFollowCommand(program, act);
  addDrillCommand(program, act);
  addReportCommand(program, act);
  addCompareCommand(program, act);
  addClassCommands(program, act);
  addLessonCommands(program, act);
  addVerifyCommand(program, act);
  addExplainCommand(program, act);
  return program;
}

function tellHelp({ io }: Deps, json: boolean, text: string): number {
  io.stdout.write(json ? `${safeJson({ type: 'result', ok: true, text })}\n` : text);
  return exitCodes.done;
}
