import type { Command } from 'commander';
import { viewOf } from '../../core/report/apply-event.ts';
import { cleaned } from '../../core/report/cleaned.ts';
import { closingLine } from '../../core/report/closing-line.ts';
import { keptRunsOf, stateDir } from '../../core/report/history.ts';
import { readRun } from '../../core/report/read-run.ts';
import type { RunView } from '../../core/report/run-view.ts';
import { toLabError } from '../../shared/errors.ts';
import { exitCodes } from '../exit-code.ts';
import { askStatus, standingLines } from '../lab-status.ts';
import { pickLab } from '../pick-lab.ts';
import { withLab } from '../run-options.ts';
import { type Session, say } from '../session.ts';
import type { Act } from './act.ts';

/** `status`: the lab, its last run, and what stands on its nodes now. */
export function addStatusCommand(program: Command, act: Act): void {
  withLab(program.command('status'))
    .description('the lab, its last run and result, and whether changes stand on its nodes')
    .action(act((session, _words, options: { lab?: string }) => status(session, options.lab)));
}

async function status(session: Session, file: string | undefined): Promise<number> {
  const { io } = session.deps;
  const loaded = await pickLab(io, file);
  const { name, nodes, network } = loaded.lab;
  const last = await lastRun(session, name);
  const standing = await askStatus(session, loaded);
  const lastRunMembers = last && {
    run: last.run,
    command: last.command,
    startedAt: last.startedAt,
    result: last.result ?? null,
  };
  say(
    session,
    'status',
    { lab: name, file: loaded.file, nodes, lastRun: lastRunMembers ?? null, standing: standing ?? null },
    [
      `${name}  (${loaded.file})`,
      `  network ${network.name}${network.subnet ? `, ${network.subnet}` : ''}`,
      ...nodes.map(
        (node) => `  ${node.name}  ${node.address}  ssh ${node.ssh.host}${node.ssh.port ? `:${node.ssh.port}` : ''}`,
      ),
      '',
      `Last run: ${last ? lastRunText(last) : 'none is kept on this machine'}`,
      '',
      'On the nodes now:',
      ...(standing ? standingLines(standing) : ['  unknown (npx overlay-lab check looks at them)']),
    ],
  );
  return standing?.nodes.some((node) => node.unknown !== undefined) ? exitCodes.failed : exitCodes.done;
}

async function lastRun({ deps, screen }: Session, lab: string): Promise<RunView | undefined> {
  const [newest] = keptRunsOf(lab, stateDir(deps.io.env));
  if (!newest) return undefined;
  try {
    const view = viewOf(await readRun(newest));
    return view && cleaned(view);
  } catch (error) {
    screen.print([`The last run cannot be read: ${toLabError(error).message}`]);
    return undefined;
  }
}

function lastRunText(view: RunView): string {
  const when = `${view.startedAt.slice(0, 16).replace('T', ' ')} UTC`;
  if (!view.result) return `${view.command} of ${when}, without an end: it was stopped, or still goes on`;
  return `${view.command} of ${when}, ${view.result.ok ? 'ok' : 'not ok'}: ${closingLine(view.result)}`;
}
