import type { DiagnoseLab } from '../core/diagnose/diagnose-lab.ts';
import type { DrillCalls } from '../core/drills/drill-calls.ts';
import type { FollowLab } from '../core/follow/follow-lab.ts';
import type { TrustedLab } from '../core/lab/trusted-lab.ts';
import type { RunChecks } from '../core/lesson/run-checks.ts';
import type { LookAtLab } from '../core/picture/look-at-lab.ts';
import type { LabStore } from '../core/picture/store/lab-store.ts';
import type { Choosing, lookAtEngines } from '../core/runs/choose-track.ts';
import type { StatusRequest } from '../core/runs/lab-status.ts';
import type { StartRun } from '../core/runs/run-request.ts';
import type { WatchLab } from '../core/watch/watch-lab.ts';
import type { NodeStatus } from '../shared/wire/node-status.ts';
import type { ServeClass } from './commands/serve-class.ts';
import type { Io } from './io.ts';
import type { PracticePort } from './practice-port.ts';

/** What of a lab stands on its nodes now. */
export interface LabStatus {
  nodes: NodeStatus[];
}

export type LabStatusOf = (lab: TrustedLab, request: StatusRequest) => Promise<LabStatus>;

/** Everything that the commands call; `main.ts` gives the real ones, tests stand-ins. */
export interface Deps {
  io: Io;
  startRun: StartRun;
  labStatus: LabStatusOf;
  /** What each node's engine is; changes nothing. */
  lookAtEngines: typeof lookAtEngines;
  /** The lab with its track: of one whose file names none, what its engines can do decides. */
  chooseTrack: (lab: TrustedLab, choosing: Choosing) => Promise<TrustedLab>;
  watchLab: WatchLab;
  diagnoseLab: DiagnoseLab;
  /** The checks of a lesson, on nodes. */
  runChecks: RunChecks;
  followLab: FollowLab;
  lookAtLab: LookAtLab;
  labStore: LabStore;
  drills: DrillCalls;
  /** Whether a node that was away answers again; asks nobody anything. */
  nodeAnswers: (lab: TrustedLab, node: string, signal: AbortSignal) => Promise<boolean>;
  practice: PracticePort;
  serveClass: ServeClass;
}
