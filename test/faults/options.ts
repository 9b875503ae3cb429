import { parseArgs } from 'node:util';

export interface FaultOptions {
  kills: number;
  sequences: number;
  /** Times in a row that the command line is killed and the lab reset. */
  rows: number;
  seed: number;
  /** `kills`, `faults`, `hangs`, `stands`, `diagnose`, `follow`, `picture`, `drills`, `sequences`, `rows`, or a part of a name. */
  only: string | undefined;
  /** Folder of results: what passed there is not tried again, what is tried now is added. */
  results: string | undefined;
  /** Nothing new is begun after so many minutes. */
  minutes: number;
  /** Each kill on a lab of its own, instead of several on one; to find out which of them a failure comes from. */
  alone: boolean;
  /** Only the tables of what stands in the folder of results. */
  summary: boolean;
}

/** Throws with a sentence for people where the words are no options of ours. */
export function readOptions(words: readonly string[]): FaultOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      kills: { type: 'string', default: '24' },
      sequences: { type: 'string', default: '4' },
      rows: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      results: { type: 'string' },
      minutes: { type: 'string' },
      alone: { type: 'boolean', default: false },
      summary: { type: 'boolean', default: false },
    },
  });
  const number = (name: 'kills' | 'sequences' | 'rows' | 'seed' | 'minutes', text: string): number => {
    if (/^\d{1,6}$/.test(text)) return Number(text);
    throw new Error(`--${name} takes a whole number from 0, not '${text}'`);
  };
  const { only, results, minutes, alone, summary } = values;
  if (summary && results === undefined) throw new Error('--summary needs the folder: --results DIR');
  return {
    kills: number('kills', values.kills),
    sequences: number('sequences', values.sequences),
    rows: number('rows', values.rows),
    seed: number('seed', values.seed),
    only,
    results,
    minutes: minutes === undefined ? Number.POSITIVE_INFINITY : number('minutes', minutes),
    alone,
    summary,
  };
}
