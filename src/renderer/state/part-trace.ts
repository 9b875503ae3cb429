import type { StepId } from '../../shared/run/steps.ts';
import { type ChangeView, type OutputView, type RunView, tasksOf } from '../../shared/run/view.ts';
import type { RunEntry } from '../../shared/snapshot/snapshot.ts';

export interface PartTrace {
  outputs: OutputView[];
  changes: ChangeView[];
  /** What the checks before had announced; without a node where it is about all of them. */
  diff: { node?: string; line: string }[];
}

/** The runs that show what a part's steps did: the newest since the last reset that printed, and that changed something. */
export function tracingRuns(
  runs: readonly RunEntry[],
  steps: readonly StepId[],
): { printed?: RunEntry; changed?: RunEntry } {
  const since = runs.findLastIndex(({ command, state }) => command === 'reset' && state === 'ok');
  const recent = runs.slice(since + 1).filter(({ command }) => command === 'run');
  const hasMine = (own: readonly StepId[]) => own.some((step) => steps.includes(step));
  return {
    printed: recent.findLast(({ printed }) => hasMine(printed)),
    changed: recent.findLast(({ changed }) => hasMine(changed)),
  };
}

/** What a part's steps did and printed: changes from the run that made them, outputs from the one that printed. */
export function traceOf(
  { printed, changed }: { printed?: RunView | undefined; changed?: RunView | undefined },
  steps: readonly StepId[],
): PartTrace {
  const mine = ({ step }: { step: StepId }) => steps.includes(step);
  const diff = (changed ? tasksOf(changed) : [])
    .filter(mine)
    .flatMap(({ node, before }) => (before?.diff ?? []).map((line) => ({ ...(node && { node }), line })));
  return { outputs: printed?.outputs.filter(mine) ?? [], changes: changed?.changes.filter(mine) ?? [], diff };
}
