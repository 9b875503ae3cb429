/** What was seen of a lab that stands, while something on its nodes does not any more: a line of the table. */
export interface StandRow {
  name: string;
  verdict: 'passed' | 'failed';
  /** Seconds from when it could be seen until a window that looks at the lab said so, and what it said. */
  windowSeconds?: number;
  windowWord: string;
  /** Seconds from the beginning of a check until it said so, on connections of its own, and what it said. */
  checkSeconds?: number;
  checkWord: string;
  /** The longest time, seconds, in which the reset said nothing. */
  resetSilence?: number;
  /** What it had told before that. */
  silentAfter?: string;
  /** How the reset ended. */
  reset: string;
  /** How often the nodes were asked what stands on them, and what ticks stood over something else. */
  asked: number;
  falseTicks: string[];
  /** What differed on the nodes afterwards. */
  differences: string[];
  problems: string[];
}

export const emptyRow = (name: string): StandRow => ({
  ...{ name, verdict: 'failed', windowWord: '', checkWord: '', reset: 'not tried' },
  ...{ asked: 0, falseTicks: [], differences: [], problems: [] },
});

/** Seconds after which one has to be told what is wrong, and for which nobody waits without a word. */
const goalSeconds = 5;
const silenceSeconds = 10;

export function judged(row: StandRow): StandRow {
  const late = (what: string, seconds: number | undefined, most: number) =>
    seconds !== undefined && seconds > most ? [`${what} after ${seconds.toFixed(1)} s`] : [];
  const problems = [
    ...row.problems,
    ...late('the window said it', row.windowSeconds, goalSeconds),
    ...late('the check said it', row.checkSeconds, goalSeconds),
    ...late('the reset said something', row.resetSilence, silenceSeconds),
  ];
  const isGood = problems.length + row.falseTicks.length + row.differences.length === 0;
  return { ...row, problems, verdict: isGood ? 'passed' : 'failed' };
}
