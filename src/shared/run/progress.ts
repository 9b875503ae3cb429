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

/** What a run has done of its work on one node. */
export interface NodeProgress {
  /** Absent for what is done for all nodes together. */
  node?: string;
  state: 'waiting' | 'working' | 'done' | 'failed';
  over: number;
  all: number;
  /** The task at work now, or the one that failed. */
  task?: TaskView;
}

/** One entry a node, in the order in which their tasks were announced; what concerns all of them together last. */
export function progressByNode(view: Pick<RunView, 'steps'>): NodeProgress[] {
  const tasks = Map.groupBy(tasksOf(view), ({ node }) => node);
  const entries = [...tasks].map(([node, own]): NodeProgress => {
    const failed = own.find(({ state }) => state === 'failed');
    const task = own.find(({ state }) => state !== 'waiting' && !isOver(state)) ?? failed;
    const over = own.filter(({ state }) => isOver(state)).length;
    const state = stateOf(own.length === over, task !== undefined && task !== failed, failed !== undefined);
    return { ...(node !== undefined && { node }), state, over, all: own.length, ...(task && { task }) };
  });
  return [...entries.filter(({ node }) => node !== undefined), ...entries.filter(({ node }) => node === undefined)];
}

function stateOf(isAllOver: boolean, isWorking: boolean, hasFailed: boolean): NodeProgress['state'] {
  if (isWorking) return 'working';
  if (hasFailed) return 'failed';
  return isAllOver ? 'done' : 'waiting';
}
