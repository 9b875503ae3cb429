import { stateDir } from '../core/gates/places.ts';
import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import { keepRun } from '../core/runs/history.ts';
import { letTrackChange } from '../core/runs/kept-track.ts';
import type { LabRun, RunRequest } from '../core/runs/run-request.ts';
import type { RunResult } from '../shared/run/events.ts';
import { spoken } from '../shared/texts/text.ts';
import { inThisLanguage } from '../shared/texts/wire.ts';
import { codeOfResult } from './exit-code.ts';
import { watchInterrupts } from './interrupts.ts';
import { terminalPrompts } from './prompts.ts';
import { jsonRenderer } from './render/json-renderer.ts';
import { progressRenderer } from './render/progress-renderer.ts';
import type { Renderer } from './render/renderer.ts';
import type { Session } from './session.ts';

type Request = Omit<RunRequest, 'prompts'>;

export interface RunEnd {
  code: number;
  result: RunResult;
  /** Nodes to which there was a connection, whatever became of it. */
  reached: ReadonlySet<string>;
}

/** Starts a run, shows it, keeps its events unless told, cancels it on Ctrl-C. Resolves when all is over. */
export async function runLab(
  session: Session,
  lab: TrustedLab,
  request: Request,
  { keeps = true }: { keeps?: boolean } = {},
): Promise<RunEnd> {
  const { deps, screen, style } = session;
  const { io } = deps;
  const renderer = session.json ? jsonRenderer(io.stdout, io.stderr) : progressRenderer(screen, style);
  let run: LabRun | undefined;
  const interrupts = watchInterrupts(io, { cancel: () => run?.cancel(), say: renderer.note });
  const prompts = terminalPrompts(io, {
    whileAsking: (ask) => screen.whileAsking(ask),
    interrupted: interrupts.interrupt,
    isCancelled: () => interrupts.code() !== undefined,
  });
  try {
    run = deps.startRun(lab, { ...request, prompts });
    const reached = new Set<string>();
    run.listen((event) => {
      if (event.type === 'node' && event.state === 'ready') reached.add(event.node);
    });
    const result = await shown(run, renderer, session, keeps ? lab : undefined);
    if (request.command === 'reset' && result.ok) await letTrackChange(stateDir(io.env), lab.lab);
    return { code: codeOfResult(result, interrupts.code()), result, reached };
  } finally {
    interrupts.stop();
  }
}

/** Kept in the history of the lab that is given. */
async function shown(run: LabRun, renderer: Renderer, session: Session, kept?: TrustedLab): Promise<RunResult> {
  const { deps } = session;
  const history =
    kept &&
    keepRun(run, kept.lab.name, stateDir(deps.io.env), (why) =>
      renderer.note(spoken.cli.notSaved({ reason: why.message })),
    );
  // JSON is for programs: it stays English, with its texts beside it.
  const told: <T>(value: T) => T = session.json ? (value) => value : inThisLanguage;
  const stop = run.listen((event) => renderer.event(told(event)));
  try {
    const result = await run.finished;
    renderer.end(told(result));
    return result;
  } finally {
    stop();
    history?.end();
  }
}
