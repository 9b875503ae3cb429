import type { LabSight } from './sight.ts';

/** What is looked at, from the ground up; a cause further down explains what is wrong further up. */
export const layers = [
  'ssh',
  'machine',
  'engine',
  'store',
  'swarm',
  'gossip',
  'data',
  'mtu',
  'rules',
  'names',
  'addresses',
  'networks',
  'workers',
] as const;
export type Layer = (typeof layers)[number];

/** Something that is wrong, as nodes themselves show it. */
export interface Cause {
  /** Of the catalogue. */
  row: number;
  nodes: readonly string[];
  /** What they printed. */
  evidence: readonly string[];
  /** In place of the row's own, where what was found says better what to type. */
  commands?: readonly string[];
  /** Nothing need fail for its sake yet. */
  isLatent?: true;
}

/** Looks for causes of one layer; pure. `found` are those of the layers below. */
export type Judge = (sight: LabSight, found: readonly Cause[]) => Cause[];

/** The same on each node; those with one row are one cause. */
export function merged(causes: readonly Cause[]): Cause[] {
  const all = new Map<string, Cause>();
  for (const cause of causes) {
    const key = `${cause.row} ${cause.isLatent ?? ''}`;
    const before = all.get(key);
    if (!before) {
      all.set(key, cause);
      continue;
    }
    const commands = [...(before.commands ?? []), ...(cause.commands ?? [])];
    all.set(key, {
      ...before,
      nodes: [...new Set([...before.nodes, ...cause.nodes])],
      evidence: [...new Set([...before.evidence, ...cause.evidence])],
      ...(commands.length > 0 && { commands: [...new Set(commands)] }),
    });
  }
  return [...all.values()];
}

/** Whether something below may be why: then what it brings about is no cause of its own. */
export const isExplained = (found: readonly Cause[]): boolean => found.some(({ isLatent }) => !isLatent);

/** On these nodes, or on all together. */
export const isExplainedOn = (found: readonly Cause[], node: string): boolean =>
  found.some(({ isLatent, nodes }) => !isLatent && nodes.includes(node));
