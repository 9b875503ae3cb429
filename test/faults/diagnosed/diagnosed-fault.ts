import type { TrackId } from '../../../src/shared/tracks/tracks.ts';

/** A fault that a diagnosis has to name, made on a lab that stands. */
export interface DiagnosedFault {
  /** Of the catalogue. */
  row: number;
  name: string;
  track: TrackId;
  node: 'node1' | 'node2';
  /** Shell, in the node. */
  inject: string;
  heal: string;
  /** Holds, in both nodes, once the lab works again. */
  healed?: string;
}

/** Packets vanish without a word; each rule after `iptables -I`. */
export const dropped = (row: number, name: string, ...rules: string[]) => ({
  ...{ row, name },
  inject: rules.map((rule) => `iptables -I ${rule} -j DROP`).join('; '),
  heal: rules.map((rule) => `iptables -D ${rule} -j DROP`).join('; '),
});
