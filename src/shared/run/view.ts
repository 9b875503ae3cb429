import type { Fate, Proof, ReportedError, RunCommand, RunResult, TaskState } from './events.ts';
import type { Measurement } from './measurements.ts';
import type { Finding, StepId } from './steps.ts';

/** One step on one node, or one cluster step, as far as the events told. */
export interface TaskView {
  step: StepId;
  /** Absent for steps that concern the whole cluster. */
  node?: string;
  state: TaskState;
  /** True once apply was begun: what ends as `done` without it was already as it should be. */
  applied: boolean;
  finding?: Finding;
  /** What the check said before anything was changed. */
  before?: Finding;
  error?: ReportedError;
  message?: string;
  fraction?: number;
  /** ISO 8601; of the first and the last state after `waiting`. */
  startedAt?: string;
  endedAt?: string;
}

export interface StepView {
  id: StepId;
  title: string;
  tasks: readonly TaskView[];
}

export interface OutputView {
  step: StepId;
  node?: string;
  on: string;
  command: string;
  /** Its begin and its end, where it is longer than what is kept. */
  text: string;
  /** Characters between them; absent where all of it is there. */
  leftOut?: number;
}

export interface ChangeView {
  step: StepId;
  node?: string;
  change: string;
  fate: Fate;
  undone: boolean;
}

/** One line of what happens, as it happens. */
export interface LogLine {
  seq: number;
  at: string;
  node?: string;
  step?: StepId;
  kind: 'state' | 'text' | 'change' | 'error';
  text: string;
}

export interface NodeView {
  name: string;
  state: 'connecting' | 'ready' | 'lost' | 'not asked';
  /** What is waited for there, since it takes unusually long. */
  message?: string;
}

/** A run after some of its events. Window, progress, tables and reports are all made from this; nothing alters one. */
export interface RunView {
  lab: string;
  run: string;
  command: RunCommand;
  startedAt: string;
  /** Number of the last event in it; 0 before the first. */
  lastSeq: number;
  nodes: readonly NodeView[];
  steps: readonly StepView[];
  log: readonly LogLine[];
  outputs: readonly OutputView[];
  changes: readonly ChangeView[];
  measurements: readonly Measurement[];
  proofs: readonly Proof[];
  errors: readonly ReportedError[];
  /** Absent while it is running, and for ever where the app was killed during it. */
  result?: RunResult;
  /** True where there is nothing more to tell and no result: the app was stopped in this run. */
  interrupted?: boolean;
}

/** A run before its first event. Which command it is may only be told by an event. */
export function newView(run: { lab: string; run: string; at: string; command?: RunCommand }): RunView {
  const lists = { nodes: [], steps: [], log: [], outputs: [], changes: [], measurements: [], proofs: [], errors: [] };
  return { lab: run.lab, run: run.run, command: run.command ?? 'run', startedAt: run.at, lastSeq: 0, ...lists };
}

const over: readonly TaskState[] = ['done', 'planned', 'failed', 'blocked', 'cancelled'];

/** Whether nothing more comes of a task in this state. */
export const isOver = (state: TaskState): boolean => over.includes(state);

/** Whether nothing more comes of a run. */
export const isFinished = ({ result, interrupted }: Pick<RunView, 'result' | 'interrupted'>): boolean =>
  result !== undefined || interrupted === true;

/** The tasks of all steps, in the order in which they were announced. */
export const tasksOf = ({ steps }: Pick<RunView, 'steps'>): TaskView[] => steps.flatMap(({ tasks }) => tasks);
