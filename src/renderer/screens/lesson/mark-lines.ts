import type { Mark } from './parse-lesson.ts';

export interface MarkedLine {
  text: string;
  /** Number of the note that explains it, from 1. */
  note?: number;
}

/** The lines of an output, each with the first mark that it matches. Notes are numbered across all texts given. */
export function markLines(
  texts: readonly (readonly string[])[],
  marks: readonly Mark[],
): { texts: MarkedLine[][][]; notes: string[] } {
  const notes: string[] = [];
  const marked = (line: string): MarkedLine => {
    const mark = marks.find(({ pattern }) => pattern.test(line));
    if (!mark) return { text: line };
    if (!notes.includes(mark.note)) notes.push(mark.note);
    return { text: line, note: notes.indexOf(mark.note) + 1 };
  };
  return { texts: texts.map((group) => group.map((text) => text.split('\n').map(marked))), notes };
}
