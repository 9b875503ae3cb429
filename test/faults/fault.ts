import type { TaskState } from '../../src/shared/run/events.ts';
import type { StepId } from '../../src/shared/run/steps.ts';
import type { Ground } from './ground.ts';

/** Something that goes wrong on a node while the app works on it. */
export interface Fault {
  name: string;
  /** When it comes: as this step tells this state. Before the run where absent. */
  at?: { step: StepId; state: TaskState };
  node: 'node1' | 'node2';
  /** Shell, in the node. */
  inject: string;
  /** Shell, in the node, that puts it right. */
  heal: string;
  /** It heals after so long by itself, while the run is in progress; else after the run has ended. */
  lastsSeconds?: number;
  /** Holds, in the node, once it is really healed. */
  healed?: string;
  /** Shell that takes the last of the fault away, once nobody needs it any more. */
  finish?: string;
  /** Takes away what stood there before the lab, when the lab is gone. */
  afterReset?: string;
}

/** A fault that is more than a command on a node: does it all itself, and says what was told. */
export interface OwnFault {
  name: string;
  perform(ground: Ground): Promise<Told>;
}

/** What came of a fault, up to the point at which the lab should work again. */
export interface Told {
  /** What the person was told: codes and messages, or that the run went through. */
  told: string;
  /** Seconds from the fault to the first sign of it, and to the end of the run; absent where there was none. */
  signSeconds?: number | undefined;
  endSeconds?: number | undefined;
  /** What was wrong with the lab although the run claimed success. */
  falseSuccess: string[];
  /** What else must not be so. */
  problems: string[];
}

/** A line of the table. */
export interface FaultRow extends Told {
  name: string;
  verdict: 'passed' | 'failed';
  recoverSeconds?: number;
  /** Runs that it took after healing. */
  attempts: number;
  differences: string[];
}
