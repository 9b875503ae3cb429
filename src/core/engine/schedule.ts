import type { TaskState } from '../../shared/run/events.ts';
import type { Task } from './task.ts';

/**
 * Works through tasks with as much in parallel as their needs allow. `work` is called once for each task whose needs
 * are `passed`, after all that come before it are over; the others end as `blocked`, or `cancelled` after an abort.
 * `work` must not reject. Resolves when every piece of work has really ended.
 */
export async function schedule<N, C>(
  tasks: readonly Task<N, C>[],
  how: {
    work: (task: Task<N, C>) => Promise<TaskState>;
    passed: (state: TaskState) => boolean;
    skipped: (task: Task<N, C>, state: 'blocked' | 'cancelled') => void;
    signal: AbortSignal;
  },
): Promise<Map<Task<N, C>, TaskState>> {
  const running = new Map<Task<N, C>, Promise<TaskState>>();
  const start = async (task: Task<N, C>): Promise<TaskState> => {
    const needed = await Promise.all(task.needs.map(stateOf));
    await Promise.all(task.after.map(stateOf));
    const skip = how.signal.aborted ? 'cancelled' : needed.every(how.passed) ? undefined : 'blocked';
    if (!skip) return how.work(task);
    how.skipped(task, skip);
    return skip;
  };
  const stateOf = (task: Task<N, C>): Promise<TaskState> => {
    const known = running.get(task);
    if (known) return known;
    const state = start(task);
    running.set(task, state);
    return state;
  };
  const states = await Promise.all(tasks.map(async (task) => [task, await stateOf(task)] as const));
  return new Map(states);
}
