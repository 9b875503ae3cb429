import { parseArgs } from 'node:util';

export interface FaultOptions {
  kills: number;
  sequences: number;
  seed: number;
  /** `kills`, `faults`, `sequences`, or a part of a name. */
  only: string | undefined;
}

/** Throws with a sentence for people where the words are no options of ours. */
export function readOptions(words: readonly string[]): FaultOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      kills: { type: 'string', default: '24' },
      sequences: { type: 'string', default: '4' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
    },
  });
  const count = (name: 'kills' | 'sequences' | 'seed'): number => {
    const number = Number(values[name]);
    if (Number.isInteger(number) && number >= 0) return number;
    throw new Error(`--${name} takes a whole number from 0, not '${values[name]}'`);
  };
  return { kills: count('kills'), sequences: count('sequences'), seed: count('seed'), only: values.only };
}
