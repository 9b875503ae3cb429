import type { Command } from 'commander';
import { stateDir } from '../../core/gates/places.ts';
import { cleaned } from '../../core/report/cleaned.ts';
import { closingLine } from '../../core/report/closing-line.ts';
import { keptRunsOf } from '../../core/runs/history.ts';
import { readRun } from '../../core/runs/read-run.ts';
import { toLabError } from '../../shared/errors.ts';
import { viewOf } from '../../shared/run/fold.ts';
import type { RunView } from '../../shared/run/view.ts';
import { spoken } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
import { askStatus, standingLines } from '../lab-status.ts';
import { openLab } from '../open-lab.ts';
import { type LabOptions, withNodes } from '../run-options.ts';
import { type Session, say } from '../session.ts';
import type { Act } from './act.ts';

/** `status`: the lab, its last run, and what stands on its nodes now. */
export function addStatusCommand(program: Command, act: Act): void {
  withNodes(program.command('status'))
    .description(spoken.cli.statusCommand)
    .action(act((session, _words, options: LabOptions) => status(session, options)));
}

async function status(session: Session, options: LabOptions): Promise<number> {
  const loaded = await openLab(session, options);
  const { name, nodes, network } = loaded.lab;
  const last = await lastRun(session, name);
  const standing = await askStatus(session, loaded);
  const isReached = !standing.nodes.some(({ unknown }) => unknown !== undefined);
  const lastRunMembers = last && {
    run: last.run,
    command: last.command,
    startedAt: last.startedAt,
    result: last.result ?? null,
  };
  say(
    session,
    'status',
    {
      ok: isReached,
      lab: name,
      file: loaded.file,
      nodes,
      lastRun: lastRunMembers ?? null,
      standing,
    },
    [
      `${name}  (${loaded.file})`,
      spoken.cli.networkLine({ network: network.subnet ? `${network.name}, ${network.subnet}` : network.name }),
      ...nodes.map(
        (node) => `  ${node.name}  ${node.address}  ssh ${node.ssh.host}${node.ssh.port ? `:${node.ssh.port}` : ''}`,
      ),
      '',
      spoken.cli.lastRun({ run: last ? lastRunText(last) : spoken.cli.noneSaved }),
      '',
      spoken.cli.onTheNodesNow,
      ...standingLines(standing),
    ],
  );
  return isReached ? exitCodes.done : exitCodes.failed;
}

async function lastRun({ deps, screen }: Session, lab: string): Promise<RunView | undefined> {
  const [newest] = keptRunsOf(lab, stateDir(deps.io.env));
  if (!newest) return undefined;
  try {
    const view = viewOf(await readRun(newest));
    return view && cleaned(view);
  } catch (error) {
    screen.print([spoken.cli.lastRunUnread({ reason: toLabError(error).message })]);
    return undefined;
  }
}

function lastRunText(view: RunView): string {
  const when = `${view.startedAt.slice(0, 16).replace('T', ' ')} UTC`;
  if (!view.result) return spoken.cli.unfinished({ command: view.command, when });
  return spoken.cli.finished({
    command: view.command,
    when,
    ok: view.result.ok ? 'ok' : spoken.cli.notOk,
    closing: closingLine(view.result),
  });
}
