import { partReached } from '../../../shared/class/parts.ts';
import { partState } from '../../../shared/snapshot/part-state.ts';
import { emptySnapshot, type LabSnapshot, runningIn, type StandState } from '../../../shared/snapshot/snapshot.ts';
import { stripUnsafe } from '../../../shared/text/strip-unsafe.ts';
import type { TrackOutline } from '../../../shared/tracks/outline.ts';
import type { ClassView } from '../../../shared/wire/class-view.ts';

/** How a seat stands, as its tile and its row say it. */
export interface SeatRow {
  name: string;
  /** Where it stands in the class, from 1. */
  place: number;
  student?: string | undefined;
  lab?: string | undefined;
  /** Each part of the lesson with its state, in order. */
  parts: { id: string; state: StandState }[];
  green: number;
  reached?: string | undefined;
  /** When the run began that built the part that it reached; absent where it was typed. */
  since?: string | undefined;
  /** What is running there. */
  running?: string | undefined;
  /** What last went wrong, where it still is. */
  wrong?: string | undefined;
  /** Nodes that are not seen now. */
  unseen: string[];
  work?: NonNullable<ClassView['work']>['seats'][number] | undefined;
  /** Who joined there has a window open; absent where nobody joined. */
  here?: boolean | undefined;
  /** Since when a hand is raised there. */
  hand?: string | undefined;
}

export type Filter = 'all' | 'wrong' | 'unseen' | 'behind' | 'hand';
export type Order = 'seat' | 'part' | 'time' | 'wrong';

export function rowOf(
  seat: ClassView['seats'][number] & { place: number },
  track: TrackOutline,
  snapshot: LabSnapshot = emptySnapshot,
  work?: ClassView['work'],
): SeatRow {
  const { stands, nodes } = snapshot;
  const parts = track.parts.map((part) => ({ id: part.id, state: partState(stands, part).state }));
  const isDone = (step: string) => {
    const own = stands.filter((stand) => stand.step === step);
    return own.length > 0 && own.every(({ state }) => state === 'done');
  };
  const reached = partReached(track, isDone);
  const steps = track.parts.find(({ id }) => id === reached)?.steps ?? [];
  // When it stands is seen again and again; when it was built is told by the run that changed something for it.
  const built = snapshot.runs.findLast(({ changed }) => changed.some((step) => steps.includes(step)));
  const bad = stands.find(({ state }) => state === 'failed') ?? stands.find(({ state }) => state === 'drifted');
  const own = work?.seats.find((one) => one.seat === seat.name);
  const said = own?.error?.message ?? bad?.error?.message ?? bad?.problems[0]?.message ?? bad?.summary;
  // A node that was never seen may be about to be.
  const unseen = nodes.filter(({ seen }) => seen.state === 'unknown' && seen.last !== undefined);
  return {
    ...{ name: seat.name, place: seat.place, lab: seat.lab, parts, reached, work: own },
    student: seat.joined?.name ?? seat.student,
    here: seat.joined?.here,
    hand: seat.joined?.hand,
    green: parts.filter(({ state }) => state === 'done').length,
    since: built?.at,
    running: runningIn(snapshot)?.command,
    wrong: said === undefined ? undefined : stripUnsafe(said),
    unseen: unseen.map(({ node }) => node),
  };
}

/** The rows that are wanted, in the order that is wanted; the class's own order where they are alike. */
export function shownRows(
  rows: readonly SeatRow[],
  { words, filter, order, goal }: { words: string; filter: Filter; order: Order; goal?: string | undefined },
): SeatRow[] {
  const wanted = words.trim().toLowerCase();
  const at = (row: SeatRow) => row.parts.findIndex(({ id }) => id === row.reached);
  const goalAt = (row: SeatRow) => {
    const found = row.parts.findIndex(({ id }) => id === goal);
    return found < 0 ? row.parts.length - 1 : found;
  };
  const passes: Record<Filter, (row: SeatRow) => boolean> = {
    all: () => true,
    wrong: ({ wrong }) => wrong !== undefined,
    unseen: ({ unseen, lab }) => unseen.length > 0 || lab === undefined,
    behind: (row) => at(row) < goalAt(row),
    hand: ({ hand }) => hand !== undefined,
  };
  const orders: Record<Order, (one: SeatRow, other: SeatRow) => number> = {
    seat: () => 0,
    part: (one, other) => at(one) - at(other),
    time: (one, other) => (one.since ?? '').localeCompare(other.since ?? ''),
    // Who asks for help, the longest first; then who may need it.
    wrong: (one, other) =>
      (one.hand ?? '9999').localeCompare(other.hand ?? '9999') ||
      Number(other.wrong !== undefined) - Number(one.wrong !== undefined),
  };
  const has = ({ name, student = '', wrong = '', reached = '' }: SeatRow) =>
    [name, student, wrong, reached].some((text) => text.toLowerCase().includes(wanted));
  return rows.filter((row) => has(row) && passes[filter](row)).toSorted(orders[order]);
}
