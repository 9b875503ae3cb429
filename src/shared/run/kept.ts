import type { TextLimits } from '../text/bounded-text.ts';

/** How much of a run a view keeps. */
export interface Kept {
  /** Of one output. */
  output: TextLimits;
  /** Characters of all outputs together; of those beyond it only `fewOutput` is kept. */
  outputs: number;
  fewOutput: TextLimits;
  /** Of one line of the log. */
  line: TextLimits;
  /** Lines of the log; the newest stay. */
  log: number;
}

const all: TextLimits = { chars: Number.POSITIVE_INFINITY, lines: Number.POSITIVE_INFINITY };

/** All that the nodes printed, for reports and the terminal; line by line it is told nowhere there. */
export const wholeRun: Kept = { output: all, outputs: Number.POSITIVE_INFINITY, fewOutput: all, line: all, log: 0 };

/** What a window shows at most; the run that core keeps has all. */
export const shownRun: Kept = {
  output: { chars: 200_000, lines: 2_000 },
  outputs: 8_000_000,
  fewOutput: { chars: 1_000, lines: 20 },
  line: { chars: 4_000, lines: 60 },
  log: 2_000,
};
