import type { Picture, Thing, Tie } from '../../../shared/picture/picture.ts';
import { roughBitRate } from '../../../shared/run/units.ts';
import { spoken } from '../../../shared/texts/text.ts';
import { column, columnWidth, type Placed, size } from './layout-column.ts';

/** A tie as it is drawn. */
export interface Way {
  tie: Tie;
  path: string;
  /** `flow` is another each time. */
  label?: { text: string; flow?: string; x: number; y: number };
}

export interface Layout {
  placed: Placed[];
  ways: Way[];
  width: number;
  height: number;
}

/** Machines that are drawn; those beyond are one box that says how many. */
const mostMachines = 10;
const gap = 44;
const above = 64;
const below = 46;
const barHeight = 38;
const barGap = 30;

/**
 * Where each thing stands: a column a machine, what they share in bars across all of them. A thing has its place by what it is
 * and by its name, so that nothing moves that does not have to.
 */
export function layoutOf(picture: Picture): Layout {
  const { things } = picture;
  const ofKind = (kind: Thing['kind']) => things.filter((one) => one.kind === kind);
  const machines = ofKind('machine');
  const drawn = machines.slice(0, mostMachines);
  const top = ofKind('store').length > 0 ? barHeight + above : 0;
  const columns = drawn.map((machine, at) => column(picture, machine, { x: at * (columnWidth + gap), y: top }));
  const height = Math.max(0, ...columns.map((one) => one.height));
  // All machines stand on one line.
  const placed = columns.flatMap((one) =>
    one.placed.map((box) => (box.thing.kind === 'machine' ? { ...box, h: height } : box)),
  );
  const folded = machines.length - drawn.length;
  const columnsWidth = drawn.length * (columnWidth + gap) - gap;
  const width = Math.max(columnWidth, columnsWidth) + (folded > 0 ? gap + size.foldedWidth : 0);
  if (folded > 0) {
    const x = columnsWidth + gap;
    placed.push({ thing: moreMachines(folded), shape: 'box', x, y: top, w: size.foldedWidth, h: 56 });
  }
  const bar = (thing: Thing, y: number): Placed => ({ thing, shape: 'bar', x: 0, y, w: width, h: barHeight });
  const bottom = [...ofKind('tunnel'), ...ofKind('underlay')];
  const first = top + height + below;
  const bars = [
    ...ofKind('store').map((thing) => bar(thing, 0)),
    ...bottom.map((thing, at) => bar(thing, first + at * (barHeight + barGap))),
  ];
  const all = [...bars, ...placed];
  const end = bottom.length > 0 ? first + bottom.length * (barHeight + barGap) - barGap : top + height;
  return { placed: all, ways: waysOf(picture.ties, all), width, height: end };
}

const moreMachines = (count: number): Thing => ({
  ...{ id: 'folded machines', kind: 'folded', name: spoken.picture.moreMachines({ count }) },
  ...{ state: 'none', isOthers: true, addresses: [], entries: [] },
});

function waysOf(ties: readonly Tie[], placed: readonly Placed[]): Way[] {
  const places = new Map(placed.map((one) => [one.thing.id, one]));
  return ties.flatMap((tie) => {
    const [from, to] = [places.get(tie.from), places.get(tie.to)];
    // How somebody else's packets leave would only cross the rest.
    const isDrawn = !(tie.isOthers && tie.kind === 'carried');
    return from && to && isDrawn ? [wayOf(tie, from, to)] : [];
  });
}

function wayOf(tie: Tie, from: Placed, to: Placed): Way {
  // Beside the name of what it comes into.
  const across = tie.kind === 'pair' ? 0.86 : 0.5;
  const middle = from.x + from.w * across;
  const flow = tie.flow === undefined ? undefined : roughBitRate(tie.flow);
  const labelled = (x: number, y: number) =>
    tie.label === undefined && flow === undefined
      ? {}
      : { label: { text: tie.label ?? '', ...(flow !== undefined && { flow }), x, y } };
  if (to.shape === 'bar') {
    const [start, end] = to.y < from.y ? [from.y, to.y + to.h] : [from.y + from.h, to.y];
    // Below the box that it comes out of, where it is in one.
    const out = from.thing.within?.startsWith('space ') ? 24 : 12;
    const at = to.y < from.y ? start - 18 : start + out;
    return { tie, path: `M ${middle} ${start} V ${end}`, ...labelled(middle, at) };
  }
  const target = to.x + to.w * across;
  if (to.y >= from.y + from.h) {
    const [start, end] = [from.y + from.h, to.y];
    const half = (start + end) / 2;
    return {
      ...{ tie, path: `M ${middle} ${start} C ${middle} ${half} ${target} ${half} ${target} ${end}` },
      ...labelled((middle + target) / 2, half),
    };
  }
  if (to.y + to.h <= from.y && to.x === from.x) {
    const [start, end] = [from.y, to.y + to.h];
    return { tie, path: `M ${middle} ${start} V ${end}`, ...labelled(middle, (start + end) / 2) };
  }
  // Beside each other: from the side that looks at the other.
  const isRight = to.x >= from.x;
  const [x1, x2] = isRight ? [from.x + from.w, to.x] : [from.x, to.x + to.w];
  const [y1, y2] = [from.y + from.h / 2, to.y + to.h / 2];
  const half = (x1 + x2) / 2;
  return { tie, path: `M ${x1} ${y1} C ${half} ${y1} ${half} ${y2} ${x2} ${y2}`, ...labelled(half, (y1 + y2) / 2) };
}
