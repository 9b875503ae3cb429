import { useEffect, useMemo } from 'react';
import type { RunView } from '../../shared/run/view.ts';
import { type RunEntry, runningIn } from '../../shared/snapshot/snapshot.ts';
import { followRun, useRuns } from './runs-store.ts';
import { useSnapshot } from './snapshots.ts';
import { activeOf, viewsOf } from './views-of-lab.ts';

/**
 * The run that is running now, if any: the one that core names, whoever began it; and until core has named it, one that this
 * window just began.
 */
export function useActiveRun(lab: string): RunView | undefined {
  const { runs } = useSnapshot(lab);
  const { run, command, at } = runningIn({ runs }) ?? {};
  useEffect(() => {
    if (run !== undefined) followRun({ lab, run, command, at });
  }, [lab, run, command, at]);
  return useRuns(({ byId }) => activeOf(lab, runs, byId));
}

/** Views of these runs of a lab, as far as this window has them whole or as they go on; it asks for the others. */
export function useRunViews(lab: string, runs: readonly RunEntry[]): RunView[] {
  const byId = useRuns((state) => state.byId);
  useEffect(() => {
    for (const { run, command, at } of runs) followRun({ lab, run, command, at });
  }, [lab, runs]);
  return useMemo(() => viewsOf(runs, byId), [runs, byId]);
}
