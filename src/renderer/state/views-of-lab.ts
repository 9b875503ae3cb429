import { isFinished, type RunView } from '../../shared/run/view.ts';
import { type RunEntry, runningIn } from '../../shared/snapshot/snapshot.ts';

type ById = Record<string, RunView>;

/** The active run of a lab among those that this window follows. */
export function activeOf(lab: string, runs: readonly RunEntry[], byId: ById): RunView | undefined {
  const running = runningIn({ runs });
  if (running) return byId[running.run];
  const isOld = ({ run }: RunView) => runs.some((entry) => entry.run === run);
  return Object.values(byId).findLast((view) => view.lab === lab && !isFinished(view) && !isOld(view));
}

/** Of a run that is over nothing is shown before all of it is there: it would look as if it went on. */
export function viewsOf(runs: readonly RunEntry[], byId: ById): RunView[] {
  return runs.flatMap(({ run, state }) => {
    const view = byId[run];
    return view && (state === 'running' || isFinished(view)) ? [view] : [];
  });
}
