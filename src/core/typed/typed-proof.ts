import type { Proof } from '../../shared/run/events.ts';
import { isTaken, type TypedOn, whyLeft } from './find-typed.ts';
import type { TypedThing } from './typed-thing.ts';

/** What was looked for on every node, whether or not a baseline tells what stood there before. */
const looked = [
  'etcd and Docker started by hand, in terminals, their background or units of their own',
  'settings of Docker and etcd that name this lab’s nodes as a store',
  'etcd’s data',
  'VXLAN links and routes between the lab’s nodes',
];
const lookedInEngine = ['overlay networks in the lab’s store, containers on them, and a swarm of the lab’s nodes'];

/** After a reset of what was typed: nothing that the lab claims is there any more; what else is, is named with why. */
export function typedProof(
  node: string,
  { things, engine }: TypedOn,
  { left, includeUnowned }: { left: readonly string[]; includeUnowned: boolean },
): Proof {
  const refused = (thing: TypedThing) => left.some((one) => one.startsWith(`${thing.what};`));
  const standing = things.filter((thing) => isTaken(thing, includeUnowned) && !refused(thing));
  const others = things.filter((thing) => !isTaken(thing, includeUnowned));
  const differences = [
    ...standing.map(({ what }) => `+ ${what}`),
    ...(engine ? [] : ['Docker did not answer: its networks and containers were not seen']),
  ];
  const all = [...left, ...others.map(inWords)];
  return {
    ...{ node, kind: 'typed', equal: differences.length === 0, differences },
    looked: engine ? [...looked, ...lookedInEngine] : looked,
    ...(all.length > 0 && { left: all }),
  };
}

const inWords = (thing: TypedThing): string =>
  `${thing.what}; left, because ${whyLeft(thing)}${thing.remedy ? ` (to remove it: ${thing.remedy})` : ''}`;
