import type { Picture, Thing } from '../../../shared/picture/picture.ts';

/** A bridge that each engine makes by itself, from which packets leave with the machine's address. */
export const isEngines = ({ kind, name }: Thing): boolean =>
  kind === 'bridge' && (name === 'docker0' || name === 'docker_gwbridge');

/** By one cable or two it leads to such a bridge. */
export function isWayOut({ things, ties }: Pick<Picture, 'things' | 'ties'>, link: Thing, steps = 2): boolean {
  const next = ties
    .filter(({ from }) => from === link.id)
    .flatMap(({ to }) => things.find(({ id }) => id === to) ?? []);
  return next.some((one) => isEngines(one) || (steps > 1 && isWayOut({ things, ties }, one, steps - 1)));
}

const heights: Partial<Record<Thing['kind'], number>> = { veth: 0, link: 1, bridge: 2, switch: 3, vtep: 4, port: 5 };

/** In the order in which a packet comes through them; what is not the lab's before that. */
export const byHeight = (things: readonly Thing[]): Thing[] =>
  things.toSorted(
    (one, other) =>
      Number(other.isOthers) - Number(one.isOthers) ||
      (heights[one.kind] ?? 1) - (heights[other.kind] ?? 1) ||
      (one.name < other.name ? -1 : 1),
  );
