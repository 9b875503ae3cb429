import type { StepContext, StepWork } from '../../../engine/step.ts';
import type { Change } from '../../../ledger/change.ts';
import type { Node } from '../../../machine/port.ts';

/** What a step does on real nodes, and what it is given. */
export type LabStep = StepWork<Node, Change>;
export type LabContext = StepContext<Node, Change>;
/** What reading something of a node once a run needs. */
export type ReadingContext = Pick<LabContext, 'lab' | 'signal' | 'once'>;
