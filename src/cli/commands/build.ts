import type { Command } from 'commander';
import { openLab } from '../open-lab.ts';
import { runLab } from '../run-lab.ts';
import { type RunOptions, runRequest, withRunOptions } from '../run-options.ts';
import type { Session } from '../session.ts';
import type { Act } from './act.ts';

/** `check` and `run`. */
export function addBuildCommands(program: Command, act: Act): void {
  withRunOptions(program.command('check'))
    .description('check every step and show what `run` would change; changes nothing')
    .action(act((session, _words, options: RunOptions) => build(session, 'check', options)));
  withRunOptions(program.command('run'))
    .description('build the lab step by step, measure it, and show the results')
    .option('--take-over', 'take over the lab from another app that is working on it')
    .action(act((session, _words, options: RunOptions) => build(session, 'run', options)));
}

async function build(session: Session, command: 'check' | 'run', options: RunOptions): Promise<number> {
  const { io } = session.deps;
  const request = runRequest(options, io.cwd);
  const lab = await openLab(session, options);
  const [code, result] = await runLab(session, lab, {
    command,
    ...request,
    takeOver: options.takeOver,
  });
  if (!session.json && command === 'run') session.screen.print(result.ok ? next : afterFailure);
  return code;
}

const next = [
  '',
  'What next:',
  '  npx overlay-lab status                                  what is on the nodes',
  '  npx overlay-lab report --format html --out report.html  this run as an HTML page',
  '  npx overlay-lab reset                                   undo everything',
];
const afterFailure = [
  '',
  'What was created stays. Run again to continue from there, or undo it: npx overlay-lab reset',
];
