import { containerMistakes } from './container-mistakes.ts';
import type { Mistake, MistakeRule, TypedCommand, TypedLab } from './mistake.ts';
import { networkMistakes } from './network-mistakes.ts';
import { storeMistakes } from './store-mistakes.ts';

/** All that is recognised; of several the first counts: what names its cause is before what is only a word of it. */
export const mistakeRules: readonly MistakeRule[] = [...storeMistakes, ...networkMistakes, ...containerMistakes];

/** A line that says more is no error message; of many the last ones say why a program ended. */
const [mostColumns, mostLines] = [1000, 200];

/** The known mistake that a command is, by itself or by what it printed; undefined where none is seen. */
export function findMistake(typed: TypedCommand, lab: TypedLab): Mistake | undefined {
  const lines = typed.output
    .split('\n')
    .slice(-mostLines)
    .map((line) => line.slice(0, mostColumns));
  for (const { id, row, printed, typed: command, judge } of mistakeRules) {
    const line = printed && lines.find((one) => printed.test(one));
    const found = line === undefined ? command?.exec(typed.command) : printed?.exec(line);
    const judged = found && judge({ ...typed, output: lines.join('\n'), lab, found });
    if (judged) return { id, ...judged, ...(row && { row }), ...(line !== undefined && { printed: line.trim() }) };
  }
  return undefined;
}
