import type { StepId } from '../../shared/run/steps.ts';
import { inOrder } from '../../shared/tracks/outline.ts';
import type { Step } from './step.ts';

/** One step on one node, or one cluster step: the unit that is scheduled. */
export interface Task<N, C> {
  step: Step<N, C>;
  /** Absent for cluster steps. */
  node?: N;
  /** Tasks whose success this one needs. */
  needs: Task<N, C>[];
  /** Tasks that must be over before, whatever came of them. */
  after: Task<N, C>[];
}

/**
 * The tasks of these steps on these nodes, every task after those it needs. A need on a step that is not in `steps`
 * is dropped: leaving a step out means to go on without it.
 * Throws when steps need each other in a circle or a need names the same node of a cluster step wrongly.
 */
export function buildTasks<N, C>(steps: readonly Step<N, C>[], nodes: readonly N[]): Task<N, C>[] {
  const ofStep = new Map<StepId, Task<N, C>[]>();
  for (const step of inOrder(steps)) {
    const tasks: Task<N, C>[] =
      step.scope === 'cluster'
        ? [{ step, needs: [], after: [] }]
        : nodes.map((node) => ({ step, node, needs: [], after: [] }));
    for (const task of tasks) {
      for (const need of step.needs) task.needs.push(...others(ofStep.get(need.step), task, need.on === 'same'));
      for (const id of step.after ?? []) task.after.push(...others(ofStep.get(id), task, true));
    }
    ofStep.set(step.id, tasks);
  }
  return [...ofStep.values()].flat();
}

/** The tasks of another step that concern this one: on its own node (`same`), or everywhere. */
function others<N, C>(candidates: Task<N, C>[] = [], task: Task<N, C>, same: boolean): Task<N, C>[] {
  return candidates.filter((other) => !same || !task.node || !other.node || other.node === task.node);
}

/** The same tasks in the order of taking things back: each after everything that depends on it. */
export function reversed<N, C>(tasks: readonly Task<N, C>[]): Task<N, C>[] {
  const mirror = new Map<Task<N, C>, Task<N, C>>();
  for (const task of tasks) mirror.set(task, { ...task, needs: [], after: [] });
  for (const [task, image] of mirror)
    for (const need of [...task.needs, ...task.after]) mirror.get(need)?.after.push(image);
  return [...mirror.values()].reverse();
}
