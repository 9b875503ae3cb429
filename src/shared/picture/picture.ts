import type { TrackId } from '../tracks/tracks.ts';

export const thingKinds = [
  ...(['machine', 'store', 'tunnel', 'underlay', 'container', 'end', 'space', 'bridge', 'veth'] as const),
  ...(['vtep', 'nic', 'link', 'switch', 'port', 'route', 'folded'] as const),
] as const;
export type ThingKind = (typeof thingKinds)[number];

/** `none`: nothing that can be up or down. */
export type ThingState = 'up' | 'down' | 'unknown' | 'none';

export interface Flow {
  received: number;
  sent: number;
}

/** Something that stands in the picture of a lab, on one machine or between all of them. */
export interface Thing {
  /** The same as long as it is the same thing: positions hang on it. */
  id: string;
  kind: ThingKind;
  name: string;
  /** The machine on which it is. */
  node?: string;
  /** What it is in: a machine, a namespace, a container, a switch. */
  within?: string;
  state: ThingState;
  /** Nothing of the lab's. */
  isOthers: boolean;
  addresses: readonly string[];
  mtu?: number;
  mac?: string;
  vni?: number;
  port?: number;
  /** More that belongs to its name: whose namespace it is, what a container does. */
  more?: string;
  /** Bits a second that flow through it now. */
  flow?: Flow;
  /** What it learned or was told, a line each. */
  entries: readonly string[];
  /** What shows it, on its machine. */
  command?: { node: string; command: string };
}

/**
 * `pair`: the two ends of a cable; `plugged`: into a bridge or switch; `tunnel`: packets wrapped to other machines; `carried`:
 * by what; `wire`: to the other machines; `member`: of the store or the swarm; `leads`: a route.
 */
export type TieKind = 'pair' | 'plugged' | 'tunnel' | 'carried' | 'wire' | 'member' | 'leads';

/** From what depends on the other, to that. */
export interface Tie {
  id: string;
  kind: TieKind;
  from: string;
  to: string;
  isUp: boolean;
  isOthers: boolean;
  label?: string;
  /** Bits a second that flow along it now, in the direction in which more does. */
  flow?: number;
}

export interface Picture {
  lab: string;
  track: TrackId;
  things: readonly Thing[];
  ties: readonly Tie[];
}

/** What a thing depends on directly, in the picture's order. */
export const needsOf = ({ things, ties }: Picture, id: string): Thing[] => {
  const to = new Set(ties.filter(({ from }) => from === id).map((tie) => tie.to));
  const { within } = things.find((one) => one.id === id) ?? {};
  return things.filter((one) => to.has(one.id) || one.id === within);
};

/** What depends on it directly. */
export const neededBy = ({ things, ties }: Picture, id: string): Thing[] => {
  const from = new Set(ties.filter(({ to }) => to === id).map((tie) => tie.from));
  return things.filter((one) => from.has(one.id));
};
