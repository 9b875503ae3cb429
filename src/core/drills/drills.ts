import type { TrackId } from '../../shared/tracks/tracks.ts';
import type { Drill } from './drill.ts';
import { engineDrills } from './table/engine-drills.ts';
import { packetDrills } from './table/packet-drills.ts';
import { wayDrills } from './table/way-drills.ts';

/** Every drill. A new one is a line in one of these tables, with its texts. */
export const drills: readonly Drill[] = [...packetDrills, ...engineDrills, ...wayDrills];

export const drillsOf = (track: TrackId): Drill[] => drills.filter(({ tracks }) => tracks.includes(track));

export const drillNamed = (id: string): Drill | undefined => drills.find((one) => one.id === id);

/** Causes from which one is named: all that drills of this track have, each once. */
export const rowsOf = (track: TrackId): number[] =>
  [...new Set(drillsOf(track).map(({ row }) => row))].toSorted((a, b) => a - b);
