import type { TaskState } from '../../shared/run/events.ts';
import type { Problem } from '../../shared/run/steps.ts';
import type { StepView } from '../../shared/run/view.ts';
import { inWords, type Text, texts } from '../../shared/texts/text.ts';

/** The state of a step with tasks on many nodes, in one word. */
export type StepState = 'waiting' | 'running' | 'done' | 'planned' | 'failed' | 'blocked' | 'cancelled';

/** What one task says about its whole step: the worst end counts, and only after all tasks have one. */
const byGravity: TaskState[] = ['failed', 'cancelled', 'blocked', 'planned', 'done'];

export function stepState(step: StepView): StepState {
  const states = step.tasks.map((task) => task.state);
  if (states.every((state) => state === 'waiting')) return 'waiting';
  if (!states.every((state) => byGravity.includes(state))) return 'running';
  return (byGravity.find((state) => states.includes(state)) ?? 'done') as StepState;
}

/** Seconds from the first task's begin to the last one's end, or to `now` while it runs. */
export function stepSeconds(step: StepView, now?: Date): number | undefined {
  // What never ran took no time; its first and last state came together.
  if (['blocked', 'waiting'].includes(stepState(step))) return undefined;
  const starts = step.tasks.flatMap((task) => (task.startedAt ? [Date.parse(task.startedAt)] : []));
  if (starts.length === 0) return undefined;
  const ends = step.tasks.flatMap((task) => (task.endedAt ? [Date.parse(task.endedAt)] : []));
  const end = now && stepState(step) === 'running' ? now.getTime() : Math.max(...ends);
  const seconds = (end - Math.min(...starts)) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

const { report } = texts;
const ofTask: Record<TaskState, Text> = {
  waiting: report.waiting,
  checking: report.looking,
  applying: report.working,
  verifying: report.lookingAgain,
  undoing: report.takingBack,
  done: report.done,
  planned: report.wouldChange,
  failed: report.failed,
  blocked: report.blockedBecause,
  cancelled: report.cancelled,
};

export function stateWord(state: TaskState): string {
  return inWords(ofTask[state]);
}

const ofStep: Record<StepState, Text> = {
  waiting: report.waiting,
  running: report.running,
  done: report.done,
  planned: report.planned,
  failed: report.failed,
  blocked: report.blocked,
  cancelled: report.cancelled,
};

export function stepWord(state: StepState): string {
  return inWords(ofStep[state]);
}

const ofLevel: Record<Problem['level'], Text> = {
  ok: report.ok,
  info: report.levelInfo,
  warning: report.levelWarning,
  error: report.levelError,
};

/** How much weight what a check noticed has. */
export function levelWord(level: Problem['level']): string {
  return inWords(ofLevel[level]);
}
