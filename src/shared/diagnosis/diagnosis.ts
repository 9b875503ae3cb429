/** What to do, and the commands for it: each a line that can be pasted into a root shell on a node. */
export interface Action {
  text: string;
  commands: readonly string[];
}

export const action = (text: string, ...commands: string[]): Action => ({ text, commands });

/** One row of the catalogue: a failure that people met, with what is behind it. */
export interface Diagnosis {
  /** Errors refer to it, so it never changes, and no number is used twice. */
  number: number;
  /** The failure in one line, as somebody would look for it. */
  title: string;
  see: string;
  why: string;
  check: Action;
  remedy: Action;
  /** Where it was reported: `moby#40383` is issue 40383 of moby/moby. */
  sources: readonly string[];
  /** The cause is a conclusion of ours, not of the report's. */
  inferred?: true;
}
