import type { ReportedError } from '../../shared/events.ts';
import type { Finding, StepId } from '../../shared/steps.ts';
import { measuring, type PartId, stepsOf, withDependants } from './parts.ts';
import type { ChangePicture, OutputPicture, RunPicture, TaskPicture } from './run-picture.ts';
import { isFinished, isOver } from './run-picture.ts';

export type StandState = 'open' | 'working' | 'done' | 'drifted' | 'failed';

/** What is known of one step on one node, after all runs that this window knows. */
export interface Stand {
  step: StepId;
  node?: string;
  title: string;
  state: StandState;
  finding?: Finding;
  error?: ReportedError;
  message?: string;
}

/** What stands in a lab as its runs told it, oldest run first. */
export function standsOf(runs: readonly RunPicture[]): Stand[] {
  const stands = new Map<string, Stand>();
  for (const run of runs) {
    const back = run.command === 'undo' || run.command === 'reset';
    for (const task of run.tasks) {
      const key = `${task.step} ${task.node ?? ''}`;
      const state = back ? takenBack(task, run) : stateOf(task, run, stands.get(key)?.state);
      const { step, node, title, finding, error, message } = task;
      if (state) stands.set(key, { step, node, title, state, finding, error, message });
    }
    if (back) openDependants(stands, run);
  }
  return [...stands.values()];
}

function stateOf(task: TaskPicture, run: RunPicture, known: StandState = 'open'): StandState {
  if (task.state === 'done') return 'done';
  if (task.state === 'failed') return 'failed';
  // A measurement belongs to the run that made it: that this check did not measure says nothing against it.
  if (task.state === 'planned')
    return measuring.includes(task.step) ? known : task.finding?.status === 'missing' ? 'open' : 'drifted';
  if (isOver(task.state)) return known === 'done' && run.command === 'check' ? 'done' : 'open';
  if (isFinished(run)) return 'open';
  return task.state === 'waiting' ? known : run.command === 'check' ? known : 'working';
}

function takenBack(task: TaskPicture, run: RunPicture): StandState | undefined {
  if (task.state === 'done') return 'open';
  if (task.state === 'failed') return 'failed';
  return isOver(task.state) || isFinished(run) || task.state === 'waiting' ? undefined : 'working';
}

/** What was measured on something that is gone is history. */
function openDependants(stands: Map<string, Stand>, run: RunPicture): void {
  const gone = run.tasks.filter(({ state }) => state === 'done').map(({ step }) => step);
  const open = new Set(withDependants(gone));
  for (const stand of stands.values()) if (open.has(stand.step) && stand.state === 'done') stand.state = 'open';
}

export interface PartPicture {
  state: StandState;
  stands: Stand[];
}

export function partOf(stands: readonly Stand[], part: PartId): PartPicture {
  const own = stands.filter(({ step }) => stepsOf[part].includes(step));
  const all = stepsOf[part].length > 0 && stepsOf[part].every((step) => own.some((stand) => stand.step === step));
  const has = (state: StandState) => own.some((stand) => stand.state === state);
  const state = has('working')
    ? 'working'
    : has('failed')
      ? 'failed'
      : has('drifted')
        ? 'drifted'
        : all && own.every((stand) => stand.state === 'done')
          ? 'done'
          : 'open';
  return { state, stands: own };
}

export interface PartTrace {
  outputs: OutputPicture[];
  changes: ChangePicture[];
  /** What the checks before had announced; without a node where it is about all of them. */
  diff: { node?: string; line: string }[];
}

/** What a part's steps did and printed: changes from the run that made them, outputs from the newest that has any. */
export function traceOf(runs: readonly RunPicture[], steps: readonly StepId[]): PartTrace {
  const mine = ({ step }: { step: StepId }) => steps.includes(step);
  const since = runs.findLastIndex((run) => run.command === 'reset' && run.result?.ok);
  const recent = runs.slice(since + 1).filter((run) => run.command === 'run');
  const printed = recent.findLast((run) => run.outputs.some(mine));
  const changed = recent.findLast((run) => run.changes.some(mine));
  const diff = changed?.tasks
    .filter(mine)
    .flatMap(({ node, before }) => (before?.diff ?? []).map((line) => ({ ...(node && { node }), line })));
  return {
    outputs: printed?.outputs.filter(mine) ?? [],
    changes: changed?.changes.filter(mine) ?? [],
    diff: diff ?? [],
  };
}
