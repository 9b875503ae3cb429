import type { StepId } from '../run/steps.ts';
import type { Text } from '../texts/text.ts';

/** A command of the lesson, and where it belongs. */
export interface LessonLine {
  step: StepId;
  node: string;
  command: string;
}

/** A lab as far as somebody who types in it can be wrong about it. */
export interface TypedLab {
  track: string;
  network: string;
  nodes: readonly { name: string; address: string }[];
  lines: readonly LessonLine[];
}

/** A command that was typed on a node, and what it printed so far. */
export interface TypedCommand {
  node: string;
  command: string;
  output: string;
}

/** A way on: a command to be put into a terminal on a node, or the step of the lesson that comes first. */
export type WayOn = { node: string; command: string } | { step: StepId };

export interface Mistake {
  id: string;
  /** What is wrong, and why. */
  says: Text;
  /** The line that shows it, as it was printed; absent where nothing did. */
  printed?: string;
  /** Its row in the catalogue of failures. */
  row?: number;
  ways: readonly WayOn[];
}

export interface Seen extends TypedCommand {
  lab: TypedLab;
  /** What the pattern found. */
  found: RegExpExecArray;
}

/** How a mistake is recognised: by what is printed, or else by what was typed. */
export interface MistakeRule {
  id: string;
  /** Of what is printed, line by line. */
  printed?: RegExp;
  /** Of what was typed. */
  typed?: RegExp;
  row?: number;
  /** Undefined where it is none after all. */
  judge: (seen: Seen) => Pick<Mistake, 'says' | 'ways'> | undefined;
}

/** The lesson's own commands of a step on a node that begin with this program. */
export function ownLines({ lab, node }: Pick<Seen, 'lab' | 'node'>, step: StepId, program = ''): WayOn[] {
  return lab.lines
    .filter((line) => line.step === step && line.node === node && line.command.startsWith(program))
    .map(({ command }) => ({ node, command }));
}

/** The lesson's line that this command was meant to be: the one on this node with most of its words. */
export function meantLine({ lab, node, command }: Pick<Seen, 'lab' | 'node' | 'command'>): WayOn[] {
  const words = wordsOf(command);
  const scored = lab.lines
    .filter((line) => line.node === node)
    .map((line) => ({ line, score: wordsOf(line.command).filter((word) => words.includes(word)).length }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { line: undefined, score: 0 } as {
    line: LessonLine | undefined;
    score: number;
  });
  return best.line ? [{ node, command: best.line.command }] : [];
}

const wordsOf = (command: string) => command.replaceAll('\\\n', ' ').split(/\s+/).filter(Boolean);
