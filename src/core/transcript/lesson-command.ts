import type { Lab } from '../../shared/lab/lab.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { commandWords } from '../../shared/transcript/command-words.ts';
import { type LessonCommand, readMeasuring, type Where } from './read-measuring.ts';

/** The lab as far as its lesson's commands are told by it. */
export interface Lesson {
  lab: Lab;
  /** What the lesson has a person type, by step. */
  lines: readonly { step: StepId; node: string; command: string }[];
}

/**
 * What a command that was typed there is in the lesson: one of its lines for this node as it stands, or a ping or iperf
 * between its nodes or workers. Undefined for all else, of which nothing is kept: it may hold what is nobody's business.
 */
export function lessonCommand({ lab, lines }: Lesson, where: Where, command: string): LessonCommand | undefined {
  const words = commandWords(command);
  const measuring = readMeasuring(lab, where, words);
  if (measuring) return measuring;
  if (where.container !== undefined) return undefined;
  const same = words.join(' ');
  const line = lines.find((one) => one.node === where.node && commandWords(one.command).join(' ') === same);
  return line && { step: line.step };
}
