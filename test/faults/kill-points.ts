import type { RunRequest } from '../../src/core/runs/run-request.ts';
import type { StepId } from '../../src/shared/run/steps.ts';

export const points = ['before-intent', 'after-intent', 'in-midst', 'after-effect', 'before-done'] as const;

/** Where in a run the app is killed. */
export interface KillPoint {
  step: StepId;
  point: (typeof points)[number];
  /** On this node's account; on the first that comes by where absent. */
  node?: string | undefined;
  /** Milliseconds into the action, for `in-midst`. */
  afterMs?: number;
  /** The step writes no journal: points are what it tells. */
  observing?: boolean;
}

export interface ChildOrder {
  labFile: string;
  request: Omit<RunRequest, 'prompts' | 'connect'>;
  kill?: KillPoint;
}

/** Steps that change nodes, and those that only look. */
export const buildSteps: StepId[] = ['image', 'etcd', 'daemon', 'network', 'workers'];
export const observeSteps: StepId[] = ['preflight', 'interfaces', 'ping', 'iperf-native', 'iperf-overlay', 'tunnel'];
