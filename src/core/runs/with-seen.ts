import type { StepId } from '../../shared/run/steps.ts';
import type { LabSnapshot, Lost, NodeSight, Stand, StandState } from '../../shared/snapshot/snapshot.ts';
import { inOrder, isLookedAt, type StepOutline, type TrackOutline } from '../../shared/tracks/outline.ts';
import type { NodeChange } from '../../shared/watch/sighting.ts';

/** What speaks against a step on a node, until its check is asked. */
export interface Doubt {
  step: StepId;
  change: NodeChange;
}

/** How a step came out of a look; `since` is when that look began. */
export interface LookedAt {
  stand: Stand;
  since: string;
}

/** What the watch of a lab knows now. */
export interface Sight {
  nodes: readonly NodeSight[];
  /** Of each node that is seen: since when, without a gap. */
  since: ReadonlyMap<string, string>;
  /** By `step node`. */
  looked: ReadonlyMap<string, LookedAt>;
  doubts: readonly Doubt[];
  /** When a step was last known not to hold. */
  broken: ReadonlyMap<StepId, string>;
  /** A run is running: what stops meanwhile is its doing. */
  busy: boolean;
}

export const standKey = ({ step, node = '' }: { step: string; node?: string | undefined }): string => `${step} ${node}`;

/** The snapshot with what is seen now: of what was done only what holds stays done. Pure. */
export function withSeen(track: TrackOutline, snapshot: LabSnapshot, sight: Sight): LabSnapshot {
  const known = new Map(snapshot.stands.map((stand) => [standKey(stand), stand]));
  for (const [key, looked] of sight.looked) known.set(key, newer(known.get(key), looked));
  const order = inOrder(track.steps);
  const all: Stand[] = [];
  for (const step of order)
    for (const stand of known.values())
      if (stand.step === step.id) all.push(judged(stand, { track, step, sight, before: all }));
  const others = [...known.values()].filter(({ step }) => !order.some(({ id }) => id === step));
  const byKey = new Map([...all, ...others].map((stand) => [standKey(stand), stand]));
  return {
    ...snapshot,
    stands: [...known.keys()].flatMap((key) => byKey.get(key) ?? []),
    nodes: [...sight.nodes],
  };
}

/** Steps that are known not to hold: what was measured upon them is history. */
export function brokenIn(track: TrackOutline, { stands }: LabSnapshot): StepId[] {
  const isBroken = ({ state }: Stand) => state === 'open' || state === 'drifted' || state === 'failed';
  const broken = stands.filter((stand) => isBroken(stand) && isBuilt(track, stand.step));
  return [...new Set(broken.map(({ step }) => step))];
}

/** It was done. */
const mayBeLost: ReadonlySet<StandState> = new Set(['unchecked', 'done']);

/** A failed run stays to be read until a look finds the step done all the same. */
function newer(stand: Stand | undefined, { stand: looked, since }: LookedAt): Stand {
  if (!stand) return looked;
  if (stand.state === 'working' || (stand.at ?? '') > since) return stand;
  if (looked.state === 'done') return looked;
  if (stand.state === 'failed') return stand;
  return mayBeLost.has(stand.state) ? { ...looked, undone: true } : looked;
}

interface Judging {
  track: TrackOutline;
  step: StepOutline;
  sight: Sight;
  /** Stands of the steps before it, judged. */
  before: readonly Stand[];
}

function judged(stand: Stand, judging: Judging): Stand {
  if (!mayBeLost.has(stand.state)) return stand;
  const found = findingOf(stand, judging);
  if (!found || (stand.state === 'unchecked' && found.state !== 'unknown')) return stand;
  return { ...stand, ...found };
}

function findingOf(stand: Stand, { track, step, sight, before }: Judging): Pick<Stand, 'state' | 'lost'> | undefined {
  const concerned = sight.nodes.filter(({ node }) => stand.node === undefined || node === stand.node);
  const unseen = concerned.find(({ seen }) => seen.state !== 'now');
  if (unseen) return { state: 'unknown', lost: unseenOn(unseen) };
  const at = stand.at ?? '';
  const daemon = daemonOf(step, concerned);
  if (daemon) return { state: sight.busy ? 'unchecked' : 'drifted', lost: daemon };
  if (isLookedAt(track, step.id)) {
    const isOld = concerned.some(({ node }) => at < (sight.since.get(node) ?? ''));
    if (isOld) return { state: 'unknown', lost: { why: 'unlooked' } };
  }
  const doubt = sight.doubts.findLast((one) => one.step === step.id && isOf(one.change, stand) && one.change.at > at);
  if (doubt) return { state: 'unchecked', lost: { why: 'changed', change: doubt.change } };
  return needOf(stand, { track, step, sight, before });
}

const isOf = ({ node }: NodeChange, stand: Stand): boolean => stand.node === undefined || stand.node === node;

function unseenOn({ node, seen }: NodeSight): Lost {
  const last = seen.state === 'unknown' ? seen.last : undefined;
  return { why: 'unseen', node, ...(last !== undefined && { last }) };
}

function daemonOf({ daemons = [] }: StepOutline, nodes: readonly NodeSight[]): Lost | undefined {
  for (const daemon of daemons)
    for (const sight of nodes) {
      const is = sight[daemon];
      if (is !== undefined && is !== 'running') return { why: 'daemon', node: sight.node, daemon, is };
    }
  return undefined;
}

/** What it depends on went after it was found to hold; a measurement does not come back with what was measured. */
function needOf(stand: Stand, { track, step, sight, before }: Judging): Pick<Stand, 'state' | 'lost'> | undefined {
  const at = stand.at ?? '';
  for (const need of step.needs) {
    if (!isBuilt(track, need.step)) continue;
    const theirs = before.filter((one) => one.step === need.step && isNeeded(need.on, one, stand));
    const unknown = theirs.find(({ state }) => state === 'unknown');
    if (unknown && !isLookedAt(track, step.id))
      return { state: 'unknown', ...(unknown.lost && { lost: unknown.lost }) };
    const lost: Lost = { why: 'needs', step: need.step };
    const isDown = theirs.some(({ state, lost: why, at: when = '' }) => isAgainst(state) && (why || when > at));
    const wasDown = !isLookedAt(track, step.id) && (sight.broken.get(need.step) ?? '') > at;
    if (isDown || wasDown) return { state: 'unchecked', lost };
  }
  return undefined;
}

const isAgainst = (state: StandState): boolean => ['open', 'drifted', 'failed', 'unchecked'].includes(state);

const isNeeded = (on: 'same' | 'every', need: Stand, stand: Stand): boolean =>
  on === 'every' || need.node === undefined || stand.node === undefined || need.node === stand.node;

const isBuilt = (track: TrackOutline, id: StepId): boolean =>
  track.steps.some((step) => step.id === id && step.kind === 'build');
