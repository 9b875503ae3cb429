import type { StepId } from '../../../shared/run/steps.ts';
import type { TrackOutline } from '../../../shared/tracks/outline.ts';
import type { Step } from '../../engine/step.ts';
import type { Change } from '../../ledger/change.ts';
import type { Node } from '../../machine/port.ts';
import type { LabStep, ReadingContext } from './support/lab-step.ts';

/** One way to a network across hosts: its outline, and what each of its steps does. */
export interface Track extends TrackOutline {
  steps: readonly Step<Node, Change>[];
  lookAhead: LookAhead;
}

/** What the track's first checks ask of a node, whatever the others answer, begun while its ledger is read. */
type LookAhead = (context: ReadingContext, node: Node) => Promise<unknown>[];

/** Puts an outline and the work of each of its steps together. */
export function makeTrack<O extends TrackOutline>(
  outline: O,
  works: Record<O['steps'][number]['id'], LabStep>,
  lookAhead: LookAhead = () => [],
): Track {
  const workOf = (id: StepId) => works[id as O['steps'][number]['id']];
  return { ...outline, lookAhead, steps: outline.steps.map((step) => ({ ...step, ...workOf(step.id) })) };
}
