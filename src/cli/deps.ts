import type { StartRun } from '../core/app.ts';
import type { LoadedLab } from '../core/lab/load-lab.ts';
import type { Prompts } from '../core/remote/prompts.ts';
import type { StepId } from '../shared/steps.ts';
import type { Io } from './io.ts';
import type { PracticePort } from './practice-port.ts';

/** What of a lab stands on its nodes now. */
export interface LabStatus {
  nodes: {
    name: string;
    /** Why the node could not be asked; what stands there is unknown then. */
    unknown?: string;
    /** Changes of the lab that were not taken back, oldest first. */
    changes: { step: StepId; change: string }[];
    /** A change was begun and its end is unknown: the app was killed, or the connection lost. */
    inDoubt?: boolean;
    /** What is wrong with the ledger itself. */
    damage?: string;
    /** Containers of others that run here on a network of the lab's. */
    unowned?: { container: string; network: string }[];
    /** Containers of others that ran before the first change and have ended: a reset starts them again. */
    ended?: string[];
  }[];
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
