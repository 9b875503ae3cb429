import { useMutation } from '@tanstack/react-query';
import type { RunView } from '../../../shared/run/view.ts';
import { withNeeds } from '../../../shared/tracks/outline.ts';
import { useSettings } from '../../state/app-stores.ts';
import { useActiveRun } from '../../state/lab-runs.ts';
import { builtBy, type PlacedPart } from '../../state/parts.ts';
import { cancelRun, type RunRequest, startRun } from '../../state/start-run.ts';
import { tellError } from '../../ui/tell-error.ts';

export interface PartActions {
  /** The run that is running in this lab, of whatever part. */
  active?: RunView;
  starting: boolean;
  run: () => void;
  check: () => void;
  undo: () => void;
  cancel: () => void;
}

export function usePartActions(lab: string, part: PlacedPart): PartActions {
  const { iperfSeconds } = useSettings();
  const start = useMutation({ mutationFn: (request: RunRequest) => startRun(request), onError: tellError });
  const active = useActiveRun(lab);
  const only = withNeeds(part.track, part.steps);
  const builds = builtBy(part);
  return {
    active,
    starting: start.isPending,
    run: () => start.mutate({ lab, command: 'run', only, iperfSeconds }),
    check: () => start.mutate({ lab, command: 'check', only: [...part.steps] }),
    undo: () => builds && start.mutate({ lab, command: 'undo', step: builds }),
    cancel: () => active && cancelRun(active.run),
  };
}
