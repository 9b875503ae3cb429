import type { Lab, LabNode } from '../../shared/lab/lab.ts';
import type { TrackId } from '../../shared/tracks/tracks.ts';
import type { FaultId } from '../machine/faults/faults.ts';

/** Where a drill is made. */
export interface Place {
  lab: Lab;
  /** The node that gets the fault, and the one after it. */
  node: LabNode;
  other: LabNode;
}

/** One fault of it; its words are completed on the node. */
export interface Part {
  on: LabNode;
  fault: FaultId;
  words: readonly string[];
}

/** A fault made on purpose, for somebody to find. Its title and hints are texts, under its id. */
export interface Drill {
  /** Does not give the cause away. */
  id: string;
  tracks: readonly TrackId[];
  /** Of the catalogue: what it is. */
  row: number;
  /** Only on a node that has a member of etcd, or one that manages the swarm. */
  needs?: 'member' | 'first';
  parts(place: Place): Part[];
}
