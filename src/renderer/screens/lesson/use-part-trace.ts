import { useMemo } from 'react';
import type { StepId } from '../../../shared/run/steps.ts';
import type { RunEntry } from '../../../shared/snapshot/snapshot.ts';
import { useRunViews } from '../../state/lab-runs.ts';
import { type PartTrace, traceOf, tracingRuns, withTyped } from '../../state/part-trace.ts';
import { useTypedEntries } from '../../state/typed-entries.ts';

/** What a part's steps did and printed; only the runs that show it are asked for. */
export function usePartTrace(
  lab: string,
  { runs, takenBackAt }: { runs: readonly RunEntry[]; takenBackAt?: string | undefined },
  steps: readonly StepId[],
): PartTrace {
  const typed = useTypedEntries(lab);
  const { printed, changed } = useMemo(() => tracingRuns(runs, steps), [runs, steps]);
  const wanted = useMemo(() => [...new Set([printed, changed])].filter((run) => run !== undefined), [printed, changed]);
  const views = useRunViews(lab, wanted);
  return useMemo(() => {
    const of = (entry: RunEntry | undefined) => views.find(({ run }) => run === entry?.run);
    const trace = traceOf({ printed: of(printed), changed: of(changed) }, steps);
    return withTyped(trace, typed, steps, { takenBackAt, printedAt: printed?.at });
  }, [views, printed, changed, steps, typed, takenBackAt]);
}
