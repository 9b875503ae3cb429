import type { Comparison } from './medians.ts';

export interface BenchOptions {
  /** How often each thing is measured; medians are compared. */
  times: number;
  iperfSeconds: number;
  /** How many seats a class has, one after another. */
  seats?: readonly number[];
}

/** One comparison with a peer; `npm run bench -- NAME` runs it alone. */
export interface Bench {
  name: string;
  /** In a few words: what is compared with what. */
  what: string;
  run(options: BenchOptions): Promise<Comparison[]>;
}
