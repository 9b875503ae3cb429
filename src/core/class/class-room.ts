import type { PracticeRequirements } from '../practice/lines.ts';

export interface Room {
  nodes: number;
  memoryMb: { needed: number; free: number } | undefined;
  diskMb: { needed: number; free: number } | undefined;
  enough: boolean;
}

/** What nodes that are still to be started take of this machine, and what is free. */
export function roomFor(nodes: number, { memory, disk }: Pick<PracticeRequirements, 'memory' | 'disk'>): Room {
  const part = (one: { freeMb: number; perNodeMb: number } | undefined) =>
    one && { needed: nodes * one.perNodeMb, free: one.freeMb };
  const [memoryMb, diskMb] = [part(memory), part(disk)];
  const enough = [memoryMb, diskMb].every((one) => nodes === 0 || !one || one.needed <= one.free);
  return { nodes, memoryMb, diskMb, enough };
}
