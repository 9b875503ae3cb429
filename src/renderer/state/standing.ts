import type { StepId } from '../../shared/steps.ts';
import type { ChangePicture, RunPicture } from './run-picture.ts';

/** What the lab made on its nodes and did not take back, as the runs that are known tell it; oldest first. */
export function standingChanges(runs: readonly RunPicture[]): ChangePicture[] {
  let standing: ChangePicture[] = [];
  for (const run of runs)
    for (const change of run.changes) {
      const same = (one: ChangePicture) => one.node === change.node && one.change === change.change;
      standing = standing.filter((one) => !same(one));
      if (!change.undone) standing.push(change);
    }
  return standing;
}

export function byNode(changes: readonly ChangePicture[], nodes: readonly string[]): [string, ChangePicture[]][] {
  return nodes.map((node) => [node, changes.filter((change) => change.node === node)]);
}

/** Steps that have something to take back, in the order of taking back. */
export function stepsStanding(changes: readonly ChangePicture[]): StepId[] {
  return [...new Set(changes.map(({ step }) => step))].reverse();
}
