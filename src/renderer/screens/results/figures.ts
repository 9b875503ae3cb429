import { pingsOf } from '../../../shared/run/figures.ts';
import type { RunView } from '../../../shared/run/view.ts';

/** What is looked at where no run was chosen: the newest of each kind, native and overlay from one run. */
export function newest(runs: readonly RunView[]): { bandwidth?: RunView; ping?: RunView } {
  return {
    bandwidth: runs.findLast(({ measurements }) => measurements.some(({ kind }) => kind === 'bandwidth')),
    ping: runs.findLast((run) => pingsOf(run).length > 0),
  };
}
