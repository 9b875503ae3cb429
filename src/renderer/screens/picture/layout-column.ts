import type { Picture, Thing } from '../../../shared/picture/picture.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { byHeight, isBeforeCard, isEngines, isWayOut } from './ways-out.ts';

/** A thing at its place. `panel`: a machine; `box`: something with more in it; `chip`: a link; `bar`: what machines share. */
export interface Placed {
  thing: Thing;
  shape: 'panel' | 'box' | 'chip' | 'bar';
  x: number;
  y: number;
  w: number;
  h: number;
}

export const columnWidth = 400;
export const size = { foldedWidth: 190, head: 58, edge: 14, chip: 46, title: 28, between: 30 };
/** Of somebody else's containers so many are drawn on a machine, and of links that are no way of the lab's. */
const mostOthers = 2;
const mostApart = 4;

const half = (columnWidth - 3 * size.edge) / 2;
const full = columnWidth - 2 * size.edge;

interface Column {
  picture: Picture;
  placed: Placed[];
  left: number;
  right: number;
}

const inside = ({ things }: Picture, of: Thing): Thing[] => things.filter(({ within }) => within === of.id);

/**
 * One machine with all that is in it: the lab's container, below it the way through the overlay on the left and the way out on
 * the right, and at the bottom what is somebody else's, so that the lab's stays where it is when that comes or goes.
 */
export function column(
  picture: Picture,
  machine: Thing,
  at: { x: number; y: number },
): { placed: Placed[]; height: number } {
  const own = inside(picture, machine);
  const drawn: Column = {
    ...{ picture, placed: [], left: at.x + size.edge },
    right: at.x + 2 * size.edge + half,
  };
  const containers = own.filter(({ kind }) => kind === 'container');
  const links = own.filter(({ kind }) => !['container', 'space', 'route', 'nic', 'folded'].includes(kind));
  const isRight = (link: Thing) => isEngines(link) || isWayOut(picture, link) || isBeforeCard(picture, link);
  const isApart = (link: Thing) => link.isOthers && isRight(link);

  let y = at.y + size.head;
  for (const one of containers.filter(({ isOthers }) => !isOthers)) y = containerBox(drawn, one, y) + 10;
  y += size.between - 10;
  y = stacks(drawn, own, {
    y,
    left: links.filter((link) => !isRight(link)),
    right: links.filter((link) => isRight(link) && !isApart(link)),
  });
  for (const one of someOf(containers.filter(({ isOthers }) => isOthers))) y = containerBox(drawn, one, y) + 10;
  const folds = own.filter(({ kind }) => kind === 'folded');
  const apart = [...byHeight(picture, links.filter(isApart)).slice(0, mostApart), ...folds];
  y += apart.length > 0 ? 10 : 0;
  for (const [index, thing] of apart.entries()) {
    const x = index % 2 === 0 ? drawn.left : drawn.right;
    const top = y + Math.floor(index / 2) * (size.chip + 8);
    drawn.placed.push({ thing, shape: 'chip', x, y: top, w: half, h: size.chip });
  }
  y += Math.ceil(apart.length / 2) * (size.chip + 8);
  const height = Math.max(y + 4 - at.y, size.head + size.edge);
  return { placed: [{ thing: machine, shape: 'panel', ...at, w: columnWidth, h: height }, ...drawn.placed], height };
}

/** A container with its links side by side: what leads into the overlay is on the left, above it. Gives where it ends. */
function containerBox({ picture, placed, left, right }: Column, container: Thing, y: number): number {
  const out = (end: Thing) => Number(isWayOut(picture, end));
  const ends = inside(picture, container).toSorted((one, other) => out(one) - out(other));
  const first = ends.length === 1 && ends[0] && out(ends[0]) === 1 ? 1 : 0;
  const rows = Math.ceil((ends.length + first) / 2);
  const h = size.title + (rows > 0 ? rows * (size.chip + 8) + 4 : 4);
  placed.push({ thing: container, shape: 'box', x: left, y, w: full, h });
  for (const [index, thing] of ends.entries()) {
    const place = index + first;
    const x = place % 2 === 0 ? left + 8 : right + 4;
    const top = y + size.title + Math.floor(place / 2) * (size.chip + 8);
    placed.push({ thing, shape: 'chip', x, y: top, w: half - 12, h: size.chip });
  }
  return y + h;
}

interface Sides {
  y: number;
  left: readonly Thing[];
  right: readonly Thing[];
}

/** Both ways from the container down to the machine's card, which stands at their end. Gives where they end. */
function stacks({ picture, placed, left, right }: Column, own: readonly Thing[], sides: Sides): number {
  const end = { left: sides.y, right: sides.y };
  const chip = (side: 'left' | 'right', thing: Thing) => {
    placed.push({ thing, shape: 'chip', x: side === 'left' ? left : right, y: end[side], w: half, h: size.chip });
    end[side] += size.chip + size.between;
  };
  for (const thing of byHeight(picture, sides.right)) chip('right', thing);
  for (const space of spacesOf(own)) {
    const things = byHeight(picture, inside(picture, space));
    const h = size.title + (things.length > 0 ? things.length * (size.chip + 14) : 4);
    placed.push({ thing: space, shape: 'box', x: left, y: end.left, w: half, h });
    for (const [index, thing] of things.entries()) {
      const y = end.left + size.title + index * (size.chip + 14);
      placed.push({ thing, shape: 'chip', x: left + 8, y, w: half - 16, h: size.chip });
    }
    end.left += h + size.between;
  }
  for (const thing of byHeight(picture, sides.left)) chip('left', thing);
  for (const thing of own.filter(({ kind }) => kind === 'route')) chip('right', thing);
  const nics = own.filter(({ kind }) => kind === 'nic');
  end.right = Math.max(end.right, end.left - nics.length * (size.chip + size.between));
  for (const thing of nics) chip('right', thing);
  return Math.max(end.left, end.right) - size.between + size.edge;
}

/** Of others' a few, and one box for the rest. */
function someOf(others: readonly Thing[]): Thing[] {
  const count = others.length - mostOthers;
  const [first] = others;
  if (count <= 0 || !first) return [...others];
  const folded: Thing = {
    ...{ id: `folded ${first.node}`, kind: 'folded', name: spoken.picture.moreContainers({ count }) },
    ...{ state: 'none', isOthers: true, addresses: [], entries: [] },
  };
  return [...others.slice(0, mostOthers), folded];
}

/** The lab's own is the last one: its tunnel leads down from there. */
const spacesOf = (own: readonly Thing[]): Thing[] =>
  own
    .filter(({ kind }) => kind === 'space')
    .toSorted((one, other) => Number(other.isOthers) - Number(one.isOthers) || (one.name < other.name ? -1 : 1));
