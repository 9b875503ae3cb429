import type { StartRun } from '../core/app.ts';
import type { LoadedLab } from '../core/lab/load-lab.ts';
import type { Prompts } from '../core/remote/prompts.ts';
import type { NodeStatus } from '../shared/contract.ts';
import type { StepId } from '../shared/steps.ts';
import type { Io } from './io.ts';
import type { PracticePort } from './practice-port.ts';

/** What of a lab stands on its nodes now. */
export interface LabStatus {
  nodes: NodeStatus[];
}

export type LabStatusOf = (lab: LoadedLab, prompts: Prompts) => Promise<LabStatus>;

/** Everything that the commands call; `main.ts` gives the real ones, tests stand-ins. */
export interface Deps {
  io: Io;
  startRun: StartRun;
  /** Absent until core has one. */
  labStatus?: LabStatusOf;
  /** The steps that rest on this one, itself included: what `undo` takes back. */
  withDependants: (step: StepId) => StepId[];
  practice: PracticePort;
}
