import type { Lab } from './lab.ts';

/**
 * The nodes on which a member of etcd runs; the engines of the others are clients of all members. Each write waits for a
 * majority, so more members cost more and need not be there: all of two, three, and five from nine nodes on, as etcd's own
 * documentation advises. `etcd.members` of the lab file chooses others.
 */
export function membersOf({ nodes, etcd }: Pick<Lab, 'nodes' | 'etcd'>): Lab['nodes'] {
  const chosen = etcd?.members ?? (nodes.length < manyNodes ? 3 : 5);
  return typeof chosen === 'number' ? nodes.slice(0, chosen) : nodes.filter(({ name }) => chosen.includes(name));
}

const manyNodes = 9;

export const isMember = (lab: Pick<Lab, 'nodes' | 'etcd'>, node: string): boolean =>
  membersOf(lab).some(({ name }) => name === node);
