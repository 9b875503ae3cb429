import type { LabEvent } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import { type Kept, shownRun } from '../../shared/run/kept.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { emptySnapshot, type Stand, type StandState } from '../../shared/snapshot/snapshot.ts';
import type { TrackOutline } from '../../shared/tracks/outline.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { noPrompts } from '../remote/auth/prompts.ts';
import type { RunRequest, StartRun } from './run-request.ts';
import { withRun } from './with-run.ts';

/** Only what the checks found is wanted of it. */
const found: Kept = {
  ...shownRun,
  output: { chars: 0, lines: 0 },
  outputs: 0,
  fewOutput: { chars: 0, lines: 0 },
  log: 0,
};

export interface Look {
  track: TrackOutline;
  steps: readonly StepId[];
  /** Nodes that can be asked where others cannot: of these alone what is each node's own is looked at. */
  on?: readonly string[] | undefined;
  /** How steps stand as far as is known. */
  before: readonly Stand[];
  /** Whether ports between the nodes may be taken for a moment: not while a daemon that wants them may be starting. */
  takesPorts: boolean;
  /** See StepOptions. */
  listsNoNetworks?: boolean;
  startRun: StartRun;
  connect: NonNullable<RunRequest['connect']>;
  signal: AbortSignal;
}

const told: ReadonlySet<StandState> = new Set(['open', 'done', 'drifted', 'failed']);

/**
 * Asks the steps' own checks, and those of what they need, and gives how they came out; nothing of what could not be asked.
 * It takes no lease, asks nobody and is no run of the lab's: nothing of it is kept. Never rejects.
 */
export async function lookAgain(lab: TrustedLab, look: Look): Promise<Stand[]> {
  const { track, steps, on, before, takesPorts, listsNoNetworks = false, startRun, connect, signal } = look;
  if (signal.aborted) return [];
  const skip = track.steps.filter(({ id, kind }) => kind === 'observe' && !steps.includes(id)).map(({ id }) => id);
  const run = startRun(lab, {
    ...{ command: 'check', only: steps, skip, prompts: noPrompts, connect, ...(on && { on }) },
    options: { takesNoPorts: !takesPorts, ...(listsNoNetworks && { listsNoNetworks }) },
  });
  const events: LabEvent[] = [];
  run.listen((event) => events.push(event));
  const cancel = () => run.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await run.finished;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  const view = viewOf(events, found);
  if (signal.aborted || !view) return [];
  const { stands } = withRun(track, { ...emptySnapshot, stands: [...before] }, view);
  // Without its ports preflight can find what is wrong, but not that all is well.
  const isHalf = ({ step, state }: Stand) => step === 'preflight' && state === 'done' && !takesPorts;
  return stands.filter((stand) => stand.run === view.run && told.has(stand.state) && !isHalf(stand)).map(withoutRun);
}

/** No run of this name will ever be found. */
function withoutRun({ run: _, ...stand }: Stand): Stand {
  return stand;
}
