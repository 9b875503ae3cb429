import type { LabEvent, RunCommand, RunResult } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { StepOptions } from '../engine/step.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import type { Connect } from '../remote/connect.ts';

/** What a shell (window, browser, command line) asks of core. Every call names its lab; many labs at once are normal. */
export interface RunRequest {
  command: RunCommand;
  /** For `undo`: the step to take back, with everything that depends on it. */
  step?: StepId;
  only?: readonly StepId[];
  skip?: readonly StepId[];
  /** For `check`: only these nodes are asked, and only for steps that are each node's own. */
  on?: readonly string[];
  options?: Partial<StepOptions>;
  /** For `undo` and `reset`: cuts containers that were created manually off from the lab's network, which goes then. */
  includeUnowned?: boolean;
  /** For `reset`: `typed` takes back also what no ledger names because it was typed by hand; `made` unless told. */
  depth?: 'made' | 'typed';
  /** Takes the lab over from another app that holds its lease. */
  takeOver?: boolean;
  prompts: Prompts;
  /** Lends connections instead of making new ones; closing a lent one gives it back. */
  connect?: Connect;
}

export interface LabRun {
  readonly id: string;
  /** All events from `from` (1 unless told), those still to come too; returns the end of listening. */
  listen(listener: (event: LabEvent) => void, from?: number): () => void;
  /** Resolves when everything has ended, also on the nodes; never rejects: errors are in the result. */
  readonly finished: Promise<RunResult>;
  cancel(): void;
}

export type StartRun = (lab: TrustedLab, request: RunRequest) => LabRun;
