import type { Command } from 'commander';
import { spoken } from '../../shared/texts/text.ts';
import { openLab } from '../open-lab.ts';
import { engineTracks } from '../render/engine-tracks.ts';
import { runLab } from '../run-lab.ts';
import { type RunOptions, runRequest, withRunOptions } from '../run-options.ts';
import type { Session } from '../session.ts';
import type { Act } from './act.ts';

/** `check` and `run`. */
export function addBuildCommands(program: Command, act: Act): void {
  withRunOptions(program.command('check'))
    .description(spoken.cli.checkCommand)
    .action(act((session, _words, options: RunOptions) => build(session, 'check', options)));
  withRunOptions(program.command('run'))
    .description(spoken.cli.runCommand)
    .option('--take-over', spoken.cli.takeOver)
    .action(act((session, _words, options: RunOptions) => build(session, 'run', options)));
}

async function build(session: Session, command: 'check' | 'run', options: RunOptions): Promise<number> {
  const { io } = session.deps;
  const request = runRequest(options, io.cwd);
  const lab = await openLab(session, options, { afresh: true });
  const { track } = lab.lab;
  if (lab.trackIs) session.screen.print([spoken.cli.trackChosen({ track, what: spoken.preflight.given[track] })]);
  const { code, result } = await runLab(session, lab, {
    command,
    ...request,
    takeOver: options.takeOver,
  });
  if (!session.json && command === 'check') session.screen.print(engineTracks(result, track));
  if (!session.json && command === 'run') session.screen.print(result.ok ? next() : afterFailure(lab.file));
  return code;
}

const next = () => ['', spoken.cli.whatNext, spoken.cli.nextStatus, spoken.cli.nextReport, spoken.cli.nextReset];
const afterFailure = (file: string) => ['', spoken.cli.createdStays, spoken.diagnose.namesTheCause({ file })];
