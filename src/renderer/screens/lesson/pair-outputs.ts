import { type TutorialOutput, tutorialBeside } from '../../../shared/run/tutorial-beside.ts';
import type { TracedOutput } from '../../state/part-trace.ts';

export interface ShownOutput {
  mine: TracedOutput;
  /** What the tutorial printed for it, where it printed anything. */
  tutorial?: TutorialOutput;
}

/**
 * The outputs worth seeing at once: the first of each kind that the tutorial printed, beside its own; where it printed
 * nothing, all those of the first node. The others say the same of other nodes.
 */
export function pairOutputs(outputs: readonly TracedOutput[]): { shown: ShownOutput[]; others: TracedOutput[] } {
  const sorted = [...outputs].sort((a, b) => a.on.localeCompare(b.on));
  const shown: ShownOutput[] = [];
  const others: TracedOutput[] = [];
  for (const mine of sorted) {
    const tutorial = tutorialBeside(mine);
    const isFirst = tutorial
      ? !shown.some((one) => one.tutorial?.text === tutorial.text)
      : mine.on === sorted[0]?.on && !sorted.some((one) => one.step === mine.step && tutorialBeside(one));
    if (isFirst) shown.push({ mine, ...(tutorial && { tutorial }) });
    else others.push(mine);
  }
  return { shown, others };
}
