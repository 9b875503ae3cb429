import { type TutorialOutput, tutorialBeside } from '../../shared/tutorial-beside.ts';
import type { OutputPicture } from '../state/run-picture.ts';

export interface ShownOutput {
  mine: OutputPicture;
  /** What the tutorial printed for it, where it printed anything. */
  tutorial?: TutorialOutput;
}

/**
 * The outputs worth seeing at once: the first of each kind that the tutorial printed, beside its own; where it printed
 * nothing, all those of the first node. The others say the same of other nodes.
 */
export function pairOutputs(outputs: readonly OutputPicture[]): { shown: ShownOutput[]; others: OutputPicture[] } {
  const sorted = [...outputs].sort((a, b) => a.on.localeCompare(b.on));
  const shown: ShownOutput[] = [];
  const others: OutputPicture[] = [];
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
