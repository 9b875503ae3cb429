import type { MadeProof } from '../../shared/run/events.ts';
import { english, texts, type Words } from '../../shared/texts/text.ts';
import { isTaken, type TypedOn, whyLeft } from './find-typed.ts';
import type { TypedThing } from './typed-thing.ts';

/** What was looked for on every node, whether or not a baseline tells what stood there before. */
const looked = [texts.typed.lookedDaemons, texts.typed.lookedSettings, texts.typed.lookedData, texts.typed.lookedWays];

/** What turned out not to be the lab's when it was to be taken. */
export interface Refused {
  what: Words;
  why: Words;
}

/**
 * After a reset of what was typed: nothing that the lab claims is there any more; what else is, is named with why. Where an
 * earlier reset was cut off and its note cannot be read, more may be left, and that is said.
 */
export function typedProof(
  node: string,
  { things, engine }: TypedOn,
  {
    left,
    includeUnowned,
    isNoteLost = false,
  }: { left: readonly Refused[]; includeUnowned: boolean; isNoteLost?: boolean },
): MadeProof {
  const refused = (thing: TypedThing) => left.some((one) => english(one.what) === english(thing.what));
  const standing = things.filter((thing) => isTaken(thing, includeUnowned) && !refused(thing));
  const others = things.filter((thing) => !isTaken(thing, includeUnowned));
  const differences = [
    ...standing.map(({ what }) => texts.typed.isThere({ what })),
    ...(engine ? [] : [texts.typed.engineUnseen]),
  ];
  const all = [
    ...(isNoteLost ? [texts.typed.left({ what: texts.typed.begunBefore, why: texts.typed.wasCutOff, fix: '' })] : []),
    ...left.map(({ what, why }) => texts.typed.left({ what, why, fix: '' })),
    ...others.map((thing) => texts.typed.left({ what: thing.what, why: whyLeft(thing), fix: fixOf(thing) })),
  ];
  return {
    ...{ node, kind: 'typed', equal: differences.length === 0, differences },
    looked: engine ? [...looked, texts.typed.lookedInEngine] : looked,
    ...(all.length > 0 && { left: all }),
  };
}

const fixOf = ({ remedy }: TypedThing): Words => (remedy ? texts.typed.toRemoveIt({ remedy }) : '');
