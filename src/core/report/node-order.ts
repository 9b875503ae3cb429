import type { RunView } from '../../shared/run/view.ts';

/** In the order of the lab's nodes. Nodes are worked on side by side, so what they say comes in any order. */
export function inNodeOrder<T>(view: Pick<RunView, 'nodes'>, items: readonly T[], nodeOf: (item: T) => string): T[] {
  const places = new Map(view.nodes.map(({ name }, index) => [name, index]));
  const place = (item: T) => places.get(nodeOf(item)) ?? places.size;
  return items.toSorted((one, other) => place(one) - place(other));
}
