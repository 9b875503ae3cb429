import type { Proof, ReportedError, RunCommand, RunResult, TaskState } from '../../shared/events.ts';
import type { Measurement } from '../../shared/measurements.ts';
import type { Finding, StepId } from '../../shared/steps.ts';

export interface TaskPicture {
  step: StepId;
  /** Absent for steps that concern the whole cluster. */
  node?: string;
  title: string;
  state: TaskState;
  finding?: Finding;
  /** What the check said before anything was changed. */
  before?: Finding;
  error?: ReportedError;
  message?: string;
  fraction?: number;
}

export interface LogLine {
  seq: number;
  at: string;
  node?: string;
  step?: StepId;
  kind: 'state' | 'text' | 'change' | 'error';
  text: string;
}

export interface OutputPicture {
  step: StepId;
  on: string;
  command: string;
  text: string;
}

export interface ChangePicture {
  step: StepId;
  node?: string;
  change: string;
  undone: boolean;
}

/** What stands after the events of a run so far; a window that comes back replays them and has the same. */
export interface RunPicture {
  run: string;
  lab: string;
  command: RunCommand;
  startedAt: string;
  lastSeq: number;
  nodes: Record<string, 'connecting' | 'ready' | 'lost'>;
  tasks: TaskPicture[];
  log: LogLine[];
  outputs: OutputPicture[];
  changes: ChangePicture[];
  measurements: Measurement[];
  proofs: Proof[];
  errors: ReportedError[];
  result?: RunResult;
  /** True where core has no more to tell and there is no result: the app was stopped in this run. */
  interrupted?: boolean;
}

export function newPicture(lab: string, run: string, command: RunCommand, startedAt: string): RunPicture {
  const lists = { tasks: [], log: [], outputs: [], changes: [], measurements: [], proofs: [], errors: [] };
  return { run, lab, command, startedAt, lastSeq: 0, nodes: {}, ...lists };
}

const over: readonly TaskState[] = ['done', 'planned', 'failed', 'blocked', 'cancelled'];
export const isOver = (state: TaskState): boolean => over.includes(state);

export const isFinished = ({ result, interrupted }: RunPicture): boolean =>
  result !== undefined || interrupted === true;

/** How far it is, from 0 to 1. */
export function progressOf({ tasks, result }: RunPicture): number {
  if (result) return 1;
  if (tasks.length === 0) return 0;
  const parts = tasks.map(({ state, fraction }) => {
    if (isOver(state)) return 1;
    return state === 'waiting' ? 0 : Math.min(0.9, 0.2 + (fraction ?? 0) * 0.7);
  });
  return parts.reduce((sum, part) => sum + part, 0) / tasks.length;
}
