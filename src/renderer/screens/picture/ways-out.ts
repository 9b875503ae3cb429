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

/** A switch into which the machine's own card is plugged. */
export const isBeforeCard = ({ things, ties }: Pick<Picture, 'things' | 'ties'>, { id, kind }: Thing): boolean =>
  kind === 'switch' &&
  ties.some(({ from, to }) => to === id && things.some((one) => one.id === from && one.kind === 'nic'));

const heights: Partial<Record<Thing['kind'], number>> = { veth: 0, link: 1, bridge: 2, switch: 3, vtep: 4, port: 5 };

/** In the order in which a packet comes through them; what is not the lab's before that. */
export function byHeight({ things: all, ties }: Pick<Picture, 'things' | 'ties'>, things: readonly Thing[]): Thing[] {
  const switches = new Set(all.flatMap(({ id, kind }) => (kind === 'switch' ? [id] : [])));
  // What is plugged into a switch comes after the bridges.
  const height = ({ id, kind }: Thing) =>
    kind === 'link' && ties.some(({ from, to }) => from === id && switches.has(to)) ? 2.5 : (heights[kind] ?? 1);
  return things.toSorted(
    (one, other) =>
      Number(other.isOthers) - Number(one.isOthers) || height(one) - height(other) || (one.name < other.name ? -1 : 1),
  );
}
