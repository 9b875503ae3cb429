import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { trackOf } from '../../../src/core/tracks/tracks.ts';
import type { StepId } from '../../../src/shared/run/steps.ts';
import { tryInNode } from './practice.ts';

/** Does what the lesson has a person type for these steps, on the nodes and in its order; some of it is meant to fail. */
export async function typeSteps({ lab }: LoadedLab, steps: readonly StepId[]): Promise<void> {
  const track = trackOf(lab);
  for (const id of steps)
    for (const { node, command } of track.steps.find((step) => step.id === id)?.commands(lab) ?? [])
      await tryInNode(lab.name, node, command);
}
