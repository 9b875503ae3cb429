import { LabError } from '../../shared/errors.ts';
import type { StepId } from '../../shared/steps.ts';
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
 * Throws `unexpected` when steps need each other in a circle or a need names the same node of a cluster step wrongly.
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

/** Steps sorted so that each comes after those it needs or follows; ties keep the order they are listed in. */
export function inOrder<N, C>(steps: readonly Step<N, C>[]): Step<N, C>[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const sorted: Step<N, C>[] = [];
  const visiting = new Set<StepId>();
  const visit = (step: Step<N, C>): void => {
    if (sorted.includes(step)) return;
    if (visiting.has(step.id)) throw new LabError('unexpected', `Steps need each other in a circle at ${step.id}`);
    visiting.add(step.id);
    for (const id of [...step.needs.map((need) => need.step), ...(step.after ?? [])]) {
      const other = byId.get(id);
      if (other) visit(other);
    }
    visiting.delete(step.id);
    sorted.push(step);
  };
  for (const step of steps) visit(step);
  return sorted;
}

/** The steps that need any of `ids`, directly or through others, together with `ids`. */
export function withDependants<N, C>(steps: readonly Step<N, C>[], ids: readonly StepId[]): Set<StepId> {
  const found = new Set(ids);
  for (const step of inOrder(steps)) if (step.needs.some((need) => found.has(need.step))) found.add(step.id);
  return found;
}

/** The steps that `ids` need, directly or through others, together with `ids`. */
export function withNeeds<N, C>(steps: readonly Step<N, C>[], ids: readonly StepId[]): Set<StepId> {
  const found = new Set(ids);
  for (const step of inOrder(steps).reverse())
    if (found.has(step.id)) for (const need of step.needs) found.add(need.step);
  return found;
}

/** The same tasks in the order of taking things back: each after everything that rests on it. */
export function reversed<N, C>(tasks: readonly Task<N, C>[]): Task<N, C>[] {
  const mirror = new Map<Task<N, C>, Task<N, C>>();
  for (const task of tasks) mirror.set(task, { ...task, needs: [], after: [] });
  for (const [task, image] of mirror)
    for (const need of [...task.needs, ...task.after]) mirror.get(need)?.after.push(image);
  return [...mirror.values()].reverse();
}
