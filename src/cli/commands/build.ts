import type { Command } from 'commander';
import { pickLab } from '../pick-lab.ts';
import { runLab } from '../run-lab.ts';
import { type RunOptions, runRequest, withRunOptions } from '../run-options.ts';
import type { Session } from '../session.ts';
import type { Act } from './act.ts';

/** `check` and `run`. */
export function addBuildCommands(program: Command, act: Act): void {
  withRunOptions(program.command('check'))
    .description('look at every step and say what `run` would change; changes nothing')
    .action(act((session, _words, options: RunOptions) => build(session, 'check', options)));
  withRunOptions(program.command('run'))
    .description('build the lab step by step, measure it, and show what came out')
    .option('--take-over', 'take the lab over from another app that works on it')
    .action(act((session, _words, options: RunOptions) => build(session, 'run', options)));
}

async function build(session: Session, command: 'check' | 'run', options: RunOptions): Promise<number> {
  const { io } = session.deps;
  const request = runRequest(options, io.cwd);
  const lab = await pickLab(io, options.lab);
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
  '  npx overlay-lab status                                  what stands on the nodes',
  '  npx overlay-lab report --format html --out report.html  this run as a page',
  '  npx overlay-lab reset                                   take everything back',
];
const afterFailure = [
  '',
  'What was made stays: run again to go on from there, or npx overlay-lab reset to take it back.',
];
