/** What a suite of hostile inputs tells at its end. */
export interface Counts {
  tried: number;
  /** Taken although it is hostile: let in, obeyed, believed. */
  accepted: number;
  /** An error that is not a typed one, or the end of a process that was to stay. */
  crashed: number;
  /** No answer within `hangMs`. */
  hung: number;
  /** What went wrong first, and figures worth keeping. */
  notes: string[];
  /** Why nothing, or less than all, could be tried on this machine. */
  skipped?: string;
}

export interface Around {
  /** The time is up: give what was counted so far. */
  signal: AbortSignal;
  /** The part that `npm test` runs: 10 s at most. */
  quick: boolean;
  /** Shown while it runs. */
  report: (line: string) => void;
  /** The memory of this process (of the suite's own unless told) is measured from now on: call it when it is warm. */
  watch: (pid?: number) => void;
}

/** One kind of hostile input: `export const suite` of a file directly in test/hostile. */
export interface Suite {
  name: string;
  /** How many are tried everywhere, also without root: less is a failure. */
  least: { quick: number; whole: number };
  run(around: Around): Promise<Counts>;
}

export const hangMs = 10_000;
const mostNotes = 10;

/** Counts attempts, one or several at a time. An attempt gives true where the input was accepted, and throws for a crash. */
export function tally() {
  const counts: Counts = { tried: 0, accepted: 0, crashed: 0, hung: 0, notes: [] };
  const note = (text: string) => {
    if (counts.notes.length < mostNotes) counts.notes.push(text.slice(0, 300));
  };
  const attempt = async (name: string, work: () => boolean | Promise<boolean>): Promise<void> => {
    counts.tried += 1;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'hung'>((resolve) => {
      timer = setTimeout(() => resolve('hung'), hangMs);
    });
    try {
      const end = await Promise.race([Promise.resolve().then(work), late]);
      if (end === 'hung') counts.hung += 1;
      else if (end) counts.accepted += 1;
      if (end) note(`${end === 'hung' ? 'hung' : 'accepted'}: ${name}`);
    } catch (error) {
      counts.crashed += 1;
      note(`crashed: ${name}: ${String(error)}`);
    } finally {
      clearTimeout(timer);
    }
  };
  return { counts, note, attempt };
}
