import { useMutation } from '@tanstack/react-query';
import { tellError } from '../frame/tell-error.ts';
import { useSettings } from '../state/app-stores.ts';
import { measuring, type PartId, stepsOf, withDependants, withNeeds } from '../state/parts.ts';
import { isFinished, type RunPicture } from '../state/run-picture.ts';
import { cancelRun, isQuiet, type RunRequest, startRun } from '../state/start-run.ts';

export interface PartActions {
  /** The run that goes on in this lab, of whatever part. */
  active?: RunPicture;
  starting: boolean;
  run: () => void;
  check: () => void;
  undo: () => void;
  cancel: () => void;
}

export function usePartActions(lab: string, part: PartId, runs: readonly RunPicture[]): PartActions {
  const { iperfSeconds } = useSettings();
  const start = useMutation({ mutationFn: (request: RunRequest) => startRun(request), onError: tellError });
  const active = runs.findLast((run) => !isFinished(run) && !isQuiet(run.run));
  const only = withNeeds(stepsOf[part]);
  const builds = stepsOf[part].find((step) => !measuring.includes(step) && step !== 'preflight');
  return {
    active,
    starting: start.isPending,
    run: () => start.mutate({ lab, command: 'run', only, iperfSeconds }),
    check: () => start.mutate({ lab, command: 'check', only: [...stepsOf[part]] }),
    undo: () => builds && start.mutate({ lab, command: 'undo', step: builds }),
    cancel: () => active && cancelRun(active.run),
  };
}

/** The step that 'undo' takes back, with all that rests on it; none for parts that only look. */
export function undoneBy(part: PartId): readonly string[] {
  const builds = stepsOf[part].find((step) => !measuring.includes(step) && step !== 'preflight');
  return builds ? withDependants([builds]).filter((step) => !measuring.includes(step)) : [];
}
