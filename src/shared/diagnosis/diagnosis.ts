import { type Text, texts } from '../texts/text.ts';

/** What of a failure that people met is no text; its texts are in src/shared/texts, by its number. */
export interface Failure {
  /** Errors refer to it, so it never changes, and no number is used twice. */
  number: keyof typeof texts.failures;
  /** Commands: each a line that can be pasted into a root shell on a node. */
  check: readonly string[];
  remedy: readonly string[];
  /** Where it was reported: `moby#40383` is issue 40383 of moby/moby. */
  sources: readonly string[];
  /** The cause is a conclusion of ours, not of the report's. */
  inferred?: true;
}

/** Commands as a shell takes them, a line each. */
export const sh = (text: TemplateStringsArray): string[] =>
  String.raw(text)
    .trim()
    .split('\n')
    .map((line) => line.trim());

/** What to do, and the commands for it. */
export interface Action {
  text: Text;
  commands: readonly string[];
}

/** One row of the catalogue: a failure that people met, with what is behind it. */
export interface Diagnosis extends Pick<Failure, 'sources' | 'inferred'> {
  number: number;
  /** The failure in one line, as somebody would look for it. */
  title: Text;
  see: Text;
  why: Text;
  check: Action;
  remedy: Action;
}

/** The row of a failure. */
export function diagnosisOfFailure({ number, check, remedy, ...rest }: Failure): Diagnosis {
  const { title, see, why, check: checkText, remedy: remedyText } = texts.failures[number];
  return {
    ...{ number, title, see, why },
    check: { text: checkText, commands: check },
    remedy: { text: remedyText, commands: remedy },
    ...rest,
  };
}
