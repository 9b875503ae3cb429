import { isOver, type RunView, type TaskView, tasksOf } from './view.ts';

/** How far a run is, from 0 to 1. */
export function progressOf(view: Pick<RunView, 'steps' | 'result'>): number {
  if (view.result) return 1;
  const tasks = tasksOf(view);
  if (tasks.length === 0) return 0;
  const parts = tasks.map(({ state, fraction }) => {
    if (isOver(state)) return 1;
    return state === 'waiting' ? 0 : Math.min(0.9, 0.2 + (fraction ?? 0) * 0.7);
  });
  return parts.reduce((sum, part) => sum + part, 0) / tasks.length;
}

/** The first task at work now, with its step's title; undefined while none is. */
export function workingTask({ steps }: Pick<RunView, 'steps'>): (TaskView & { title: string }) | undefined {
  for (const { title, tasks } of steps) {
    const task = tasks.find(({ state }) => state !== 'waiting' && !isOver(state));
    if (task) return { ...task, title };
  }
  return undefined;
}
