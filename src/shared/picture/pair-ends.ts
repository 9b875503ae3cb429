import type { PictureLink, PictureSpace } from './facts.ts';

interface End {
  space: string;
  link: PictureLink;
}
export type Pair = readonly [End, End];

/**
 * Which links of a machine's namespaces are the two ends of one cable. An end knows the other's index, and calls its
 * namespace by a number of its own; several may fit, so that each number is one namespace decides.
 */
export function pairEnds(spaces: readonly PictureSpace[]): Pair[] {
  const ends: End[] = spaces.flatMap(({ name, links }) =>
    links.filter(({ peer }) => peer !== undefined).map((link) => ({ space: name, link })),
  );
  /** Namespaces by `SPACE NUMBER`. */
  const called = new Map<string, string>();
  const keyOf = ({ space, link }: End) => `${space} ${link.peerSpace ?? 'own'}`;
  const fits = (one: End, other: End): boolean => {
    if (one === other || one.link.peer !== other.link.index || other.link.peer !== one.link.index) return false;
    const isOwn = one.space === other.space;
    if (isOwn !== (one.link.peerSpace === undefined) || isOwn !== (other.link.peerSpace === undefined)) return false;
    const [there, back] = [called.get(keyOf(one)), called.get(keyOf(other))];
    return (there ?? other.space) === other.space && (back ?? one.space) === one.space;
  };
  const pairs: Pair[] = [];
  const paired = new Set<End>();
  const open = () => ends.filter((end) => !paired.has(end));
  const take = (one: End, other: End) => {
    paired.add(one).add(other);
    called.set(keyOf(one), other.space).set(keyOf(other), one.space);
    pairs.push([one, other]);
  };
  for (let found = true; found; ) {
    found = false;
    for (const end of open()) {
      const [other, ...more] = paired.has(end) ? [] : open().filter((one) => fits(end, one));
      if (!other || more.length > 0) continue;
      take(end, other);
      found = true;
    }
  }
  return pairs;
}
