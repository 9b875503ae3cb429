import { pingsOf } from '../run/figures.ts';
import type { RunView } from '../run/view.ts';
import type { TypedEntry } from './entry.ts';

/** What was measured at once: by a run, or by commands that somebody typed. */
export interface Measured extends Pick<RunView, 'run' | 'lab' | 'startedAt' | 'measurements'> {
  typed?: readonly TypedEntry[];
}

/** Each typed command that measured something is a result of its own. */
export function measuredByHand(lab: string, entries: readonly TypedEntry[]): Measured[] {
  return entries.flatMap((entry) => (entry.measurement ? [together(lab, [entry])] : []));
}

/** In the order of time. */
export const inTime = (all: readonly Measured[]): Measured[] =>
  all.toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));

/**
 * What is looked at where none was chosen: the newest of each kind, native and overlay from one run. Of typed ones, each of
 * which measured one thing, the newest of each path and pair since something was last taken back.
 */
export function newest(all: readonly Measured[], takenBackAt = ''): { bandwidth?: Measured; ping?: Measured } {
  const bandwidth = all.findLast(({ measurements }) => measurements.some(({ kind }) => kind === 'bandwidth'));
  const ping = all.findLast((one) => pingsOf(one).length > 0);
  const typed = all.flatMap((one) => (one.startedAt > takenBackAt ? (one.typed ?? []) : []));
  const whole = (one: Measured | undefined, kind: 'bandwidth' | 'ping') =>
    one?.typed ? together(one.lab, [...newestOfEach(typed, kind), ...one.typed]) : one;
  return { bandwidth: whole(bandwidth, 'bandwidth'), ping: whole(ping, 'ping') };
}

/** What was typed last of each path or pair. */
function newestOfEach(typed: readonly TypedEntry[], kind: 'bandwidth' | 'ping'): TypedEntry[] {
  const found = new Map<string, TypedEntry>();
  for (const entry of typed) if (entry.measurement?.kind === kind) found.set(whatOf(entry.measurement), entry);
  return [...found.values()];
}

const whatOf = (one: NonNullable<TypedEntry['measurement']>): string =>
  one.kind === 'bandwidth' ? one.path : `${one.from} ${one.to}`;

function together(lab: string, entries: readonly TypedEntry[]): Measured {
  const typed = [...new Map(entries.map((entry) => [entry.id, entry])).values()];
  const last = typed.at(-1);
  return {
    ...{ run: last?.id ?? '', lab, startedAt: last?.at ?? '', typed },
    measurements: typed.flatMap(({ measurement }) => (measurement ? [measurement] : [])),
  };
}
