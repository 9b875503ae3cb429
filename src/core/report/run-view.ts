import type { LabEvent, Proof, ReportedError, RunCommand, RunResult, TaskState } from '../../shared/events.ts';
import type { Measurement } from '../../shared/measurements.ts';
import type { Finding, StepId } from '../../shared/steps.ts';

/** One step on one node, or one cluster step, as far as the events told. */
export interface TaskView {
  step: StepId;
  /** Absent for steps that concern the whole cluster. */
  node?: string;
  state: TaskState;
  /** True once apply was begun: what ends as `done` without it was already as it should be. */
  applied: boolean;
  finding?: Finding;
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
  tasks: TaskView[];
}

export interface OutputView {
  step: StepId;
  node?: string;
  on: string;
  command: string;
  text: string;
}

export interface ChangeView {
  step: StepId;
  node?: string;
  change: string;
  undone: boolean;
}

/** What stands after some events of a run. Progress, tables and reports are all made from this one picture. */
export interface RunView {
  lab: string;
  run: string;
  command: RunCommand;
  startedAt: string;
  nodes: { name: string; state: 'connecting' | 'ready' | 'lost' | 'not asked' }[];
  steps: StepView[];
  outputs: OutputView[];
  changes: ChangeView[];
  measurements: Measurement[];
  proofs: Proof[];
  errors: ReportedError[];
  /** Absent while the run goes on, and for ever where the app was killed in it. */
  result?: RunResult;
}

/** The picture of a run at its first event. Which command it is may only be told later. */
export function newView({ lab, run, at }: LabEvent): RunView {
  const lists = { nodes: [], steps: [], outputs: [], changes: [], measurements: [], proofs: [], errors: [] };
  return { lab, run, command: 'run', startedAt: at, ...lists };
}
