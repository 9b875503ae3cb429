import { useEffect, useMemo } from 'react';
import { useCard } from './app-stores.ts';
import { isFinished, type RunPicture } from './run-picture.ts';
import { followRun, loadHistory, useRuns } from './runs-store.ts';

const asked = new Set<string>();

/** The runs of a lab, oldest first. Runs that another window or the command line began are followed too. */
export function useLabRuns(lab: string): RunPicture[] {
  const last = useCard(lab)?.lastRun;
  const byId = useRuns((state) => state.byId);
  useEffect(() => {
    if (lab === '' || asked.has(lab)) return;
    asked.add(lab);
    loadHistory(lab).catch(() => asked.delete(lab));
  }, [lab]);
  const { id, command, at } = last ?? {};
  useEffect(() => {
    if (id) followRun({ lab, run: id, command: command as RunPicture['command'], at });
  }, [lab, id, command, at]);
  return useMemo(
    () =>
      Object.values(byId)
        .filter((run) => run.lab === lab)
        .sort((a, b) => a.startedAt.localeCompare(b.startedAt)),
    [byId, lab],
  );
}

/** The run that goes on now, if any. */
export function useActiveRun(lab: string): RunPicture | undefined {
  return useLabRuns(lab).findLast((run) => !isFinished(run));
}
