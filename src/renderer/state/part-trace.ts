import type { StepId } from '../../shared/run/steps.ts';
import { type ChangeView, type OutputView, type RunView, tasksOf } from '../../shared/run/view.ts';
import type { RunEntry } from '../../shared/snapshot/snapshot.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';

/** An output of a run, or of a command that somebody typed. */
export interface TracedOutput extends OutputView {
  typed?: TypedEntry;
}

export interface PartTrace {
  outputs: TracedOutput[];
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

/** Since when typed commands count: the last taking back; and when the run began whose outputs are there already. */
interface Since {
  takenBackAt?: string | undefined;
  printedAt?: string | undefined;
}

/** The same with what was typed since; of a step what was done last is shown, by whatever way. */
export function withTyped(
  trace: PartTrace,
  entries: readonly TypedEntry[],
  steps: readonly StepId[],
  { takenBackAt = '', printedAt = '' }: Since,
): PartTrace {
  const typed = steps.flatMap((step) => typedOutputs(entries, step, takenBackAt));
  const later = typed.filter(
    ({ step, typed: { at } }) => at > printedAt || !trace.outputs.some((one) => one.step === step),
  );
  if (later.length === 0) return trace;
  const known = trace.outputs.filter(({ step }) => !later.some((one) => one.step === step));
  return { ...trace, outputs: [...known, ...later] };
}

/** The newest of each command of a step. Of one that measures those with a result count, not the servers for it. */
function typedOutputs(entries: readonly TypedEntry[], step: StepId, takenBackAt: string) {
  const own = entries.filter((one) => one.step === step && one.at > takenBackAt && one.state !== 'running');
  const measured = own.filter(({ measurement }) => measurement);
  const newest = new Map(
    (measured.length > 0 ? measured : own).map((one) => [`${one.node} ${one.container} ${one.command}`, one]),
  );
  return [...newest.values()].map((typed) => {
    const { node, container, command, text, leftOut } = typed;
    return { step, node, on: container ?? node, command, text, typed, ...(leftOut !== undefined && { leftOut }) };
  });
}
