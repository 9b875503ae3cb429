import type { Step, StepContext } from '../../engine/step.ts';
import type { Change } from '../../ledger/change.ts';
import type { Node } from '../../remote/port.ts';

/** A step over real nodes, and what it is given. */
export type LabStep = Step<Node, Change>;
export type LabContext = StepContext<Node, Change>;
