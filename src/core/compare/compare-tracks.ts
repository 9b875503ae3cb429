import type { ComparedTrack, Comparison } from '../../shared/compare/comparison.ts';
import { LabError } from '../../shared/errors.ts';
import { isEncrypted } from '../../shared/lab/lab.ts';
import type { RunResult } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { texts } from '../../shared/texts/text.ts';
import { wordsIn } from '../../shared/texts/wire.ts';
import { outlineOf, type TrackId } from '../../shared/tracks/tracks.ts';
import type { NodeStatus } from '../../shared/wire/node-status.ts';
import { reportError } from '../engine/report-error.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { RunRequest } from '../runs/run-request.ts';

/** Whether the app or somebody else built anything of the lab: a comparison would take it back. */
export const isBuilt = (nodes: readonly NodeStatus[]): boolean =>
  nodes.some(({ changes, typed }) => changes.length > 0 || (typed?.things.length ?? 0) > 0);

export interface CompareRequest {
  tracks: readonly TrackId[];
  /** How often each path is measured on each track, and for how many seconds. */
  repeats: number;
  iperfSeconds: number;
  image?: string;
}

/** Does one run of the lab that it is given, and gives its result, whatever came of it. `although`: others were cancelled. */
export type Perform = (
  lab: TrustedLab,
  request: Pick<RunRequest, 'command' | 'only' | 'skip' | 'options'>,
  although?: 'cancelled',
) => Promise<RunResult>;

export interface CompareProgress {
  track: TrackId;
  /** Of all runs those that are over. */
  fraction: number;
  doing: 'build' | 'measure' | 'reset';
}

const doingOf = ({ command, only }: Pick<RunRequest, 'command' | 'only'>): CompareProgress['doing'] =>
  command === 'reset' ? 'reset' : only ? 'measure' : 'build';

const paths = ['iperf-native', 'iperf-overlay'] as const satisfies StepId[];

/**
 * Builds each track in turn on the same nodes, measures it and takes it back with proof. Native and overlay are measured in
 * turn, each repeat the other way round, so that what slows the machine down for a while slows both. The lab must not be
 * built. A track that fails is taken back, and the others are compared. Throws what was in the way where none could be
 * compared, where a track could not be taken back, or where another app works on the lab, whose work stays. Cancelled, in a
 * run or between two, it takes back what it has built, and says so.
 */
export async function compareTracks(
  lab: TrustedLab,
  request: CompareRequest,
  perform: Perform,
  { tell = () => undefined, signal }: { tell?: (progress: CompareProgress) => void; signal?: AbortSignal } = {},
): Promise<Comparison> {
  const { repeats, iperfSeconds } = request;
  const at = new Date().toISOString();
  const tracks: ComparedTrack[] = [];
  const failed: Comparison['failed'] = [];
  let last: unknown;
  const all = request.tracks.length * (2 * repeats + 2);
  let done = 0;
  for (const track of request.tracks) {
    const told: Perform = async (onTrack, run, although) => {
      if (!although && signal?.aborted) throw new LabError('cancelled', texts.compare.cancelled({ track }));
      tell({ track, fraction: done / all, doing: doingOf(run) });
      const result = await perform(onTrack, run, although);
      done += 1;
      return result;
    };
    try {
      tracks.push(await compareOne({ ...lab, lab: { ...lab.lab, track } }, request, told));
    } catch (error) {
      if (!(error instanceof NotCompared)) throw error;
      failed.push({ track, error: reportError(error.why) });
      last = error.why;
      done = (failed.length + tracks.length) * (2 * repeats + 2);
    }
  }
  if (tracks.length === 0) throw last;
  return { lab: lab.lab.name, at, repeats, iperfSeconds, tracks, failed };
}

async function compareOne(lab: TrustedLab, request: CompareRequest, perform: Perform): Promise<ComparedTrack> {
  const { track } = lab.lab;
  const options = {
    ...{ iperfSeconds: request.iperfSeconds, countsProcessor: true },
    ...(request.image && { image: request.image }),
  };
  const others = outlineOf(track).steps.map(({ id }) => id);
  const results: RunResult[] = [];
  const end = async () => worked(track, await perform(lab, { command: 'reset' }));
  let isEnding = false;
  try {
    const built = await perform(lab, { command: 'run', skip: paths, options });
    if (!built.ok && built.findings.length === 0 && !isHeld(built)) throw notBegun(track, built);
    results.push(worked(track, built));
    for (let repeat = 0; repeat < request.repeats; repeat += 1)
      for (const path of repeat % 2 === 0 ? paths : paths.toReversed()) {
        const skip = others.filter((id) => id !== path);
        results.push(worked(track, await perform(lab, { command: 'run', only: [path], skip, options })));
      }
    isEnding = true;
    const reset = await end();
    return {
      track,
      seconds: { build: results[0]?.seconds ?? 0, reset: reset.seconds },
      measurements: results.flatMap(({ measurements }) => measurements),
      ...(isEncrypted(lab.lab) && { encrypted: true }),
    };
  } catch (error) {
    if (error instanceof LabError && error.code === 'cancelled')
      throw afterCancel(track, await perform(lab, { command: 'reset' }, 'cancelled'));
    if (isEnding || error instanceof LeftAlone) throw error instanceof LeftAlone ? error.why : error;
    await end();
    throw new NotCompared(error);
  }
}

/** Whether the reset that follows a cancel could take everything back. */
const afterCancel = (track: TrackId, { ok }: RunResult): LabError =>
  ok
    ? new LabError('cancelled', texts.compare.cancelledAndReset({ track }), { remedy: texts.compare.againRemedy })
    : new LabError('cancelled', texts.compare.cancelled({ track }), { remedy: texts.compare.cancelledRemedy });

/** Nothing is taken back: not one step was begun, or another app has the lab, and what is on the nodes may be its work. */
class LeftAlone extends Error {
  readonly why: LabError;

  constructor(why: LabError) {
    super();
    this.why = why;
  }
}

function notBegun(track: TrackId, { errors: [first] }: RunResult): Error {
  if (first?.code === 'cancelled') return new LabError('cancelled', texts.compare.cancelled({ track }));
  const why = first ? wordsIn(first, 'message') : texts.compare.notEqual;
  const remedy = first?.remedy === undefined ? undefined : wordsIn({ ...first, remedy: first.remedy }, 'remedy');
  const node = first?.node !== undefined && { node: first.node };
  const message = texts.compare.notBegun({ track, why });
  return new LeftAlone(
    new LabError(first?.code ?? 'command-failed', message, { ...node, remedy: remedy ?? texts.compare.failedRemedy }),
  );
}

const isHeld = ({ errors }: RunResult): boolean => errors.some(({ code }) => code === 'held');

/** A track could not be built or measured, and its nodes are as they were before. */
class NotCompared extends Error {
  readonly why: unknown;

  constructor(why: unknown) {
    super();
    this.why = why;
  }
}

function worked(track: TrackId, result: RunResult): RunResult {
  if (result.ok) return result;
  const held = result.errors.find(({ code }) => code === 'held');
  if (held) {
    const why = wordsIn(held, 'message');
    const node = held.node !== undefined && { node: held.node };
    throw new LeftAlone(
      new LabError('held', texts.compare.held({ why }), { ...node, remedy: texts.compare.heldRemedy }),
    );
  }
  const [first] = result.errors;
  if (first?.code === 'cancelled') throw new LabError('cancelled', texts.compare.cancelled({ track }));
  const why = first ? wordsIn(first, 'message') : texts.compare.notEqual;
  const { remedy } = first ?? {};
  throw new LabError('command-failed', texts.compare.failed({ track, why }), {
    ...(first?.node !== undefined && { node: first.node }),
    remedy: remedy === undefined ? texts.compare.failedRemedy : wordsIn({ ...first, remedy }, 'remedy'),
  });
}
