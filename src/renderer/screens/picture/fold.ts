import { useMemo, useState } from 'react';
import type { Picture, Thing } from '../../../shared/picture/picture.ts';
import { spoken } from '../../../shared/texts/text.ts';

const foldOf = (node: string) => `folded spaces ${node}`;

/**
 * The picture as it is drawn: namespaces through which no packet of a worker comes, such as what a swarm has for its ingress, are
 * one thing on each machine until they are opened, with the cables that lead to them and the tunnels that only they have.
 */
export function folded(picture: Picture, opened: ReadonlySet<string>): Picture {
  const aside = picture.things.filter((one) => one.kind === 'space' && !isOnTheWay(picture, one));
  const folds = [...Map.groupBy(aside, ({ node = '' }) => node)];
  if (folds.length === 0) return picture;
  const closed = new Set(aside.flatMap(({ id, node = '' }) => (opened.has(foldOf(node)) ? [] : [id])));
  const inside = new Set(picture.things.flatMap(({ id, within = '' }) => (closed.has(within) ? [id] : [])));
  const cables = picture.ties.flatMap(({ kind, from, to }) => {
    if (kind !== 'pair') return [];
    return inside.has(from) ? [to] : inside.has(to) ? [from] : [];
  });
  const gone = new Set([...closed, ...inside, ...cables]);
  const ties = picture.ties.filter(({ from, to }) => !gone.has(from) && !gone.has(to));
  const tied = new Set(ties.map(({ to }) => to));
  const things = picture.things.filter(({ id, kind }) => !gone.has(id) && (kind !== 'tunnel' || tied.has(id)));
  return {
    ...picture,
    things: [...things, ...folds.map(([node, spaces]) => foldThing(node, spaces.length, opened))],
    ties,
  };
}

const isOnTheWay = ({ things }: Picture, space: Thing): boolean =>
  !space.isOthers && things.some(({ kind, within }) => kind === 'bridge' && within === space.id);

const foldThing = (node: string, count: number, opened: ReadonlySet<string>): Thing => ({
  ...{ id: foldOf(node), kind: 'folded', node, within: `machine ${node}`, name: spoken.picture.moreSpaces({ count }) },
  ...{ state: 'none', isOthers: true, addresses: [], entries: [] },
  more: opened.has(foldOf(node)) ? spoken.picture.toFold : spoken.picture.toOpen,
});

/** What is drawn, and how a thing is chosen: one that stands for others opens or closes, one that is folded is drawn then. */
export function useFolded(picture: Picture | undefined, onChoose: (id: string) => void) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const drawn = useMemo(() => picture && folded(picture, opened), [picture, opened]);
  const choose = (id: string) => {
    const thing = picture?.things.find((one) => one.id === id);
    const isFold = drawn?.things.some((one) => one.id === id && one.kind === 'folded');
    if (isFold) setOpened(opened.has(id) ? new Set([...opened].filter((one) => one !== id)) : new Set([...opened, id]));
    else onChoose(id);
    if (thing?.node !== undefined && !drawn?.things.some((one) => one.id === id))
      setOpened(new Set([...opened, foldOf(thing.node)]));
  };
  return { drawn, choose };
}
