import type { StepId } from '../../shared/run/steps.ts';
import type { StandingChange } from '../../shared/snapshot/snapshot.ts';

export function byNode(changes: readonly StandingChange[], nodes: readonly string[]): [string, StandingChange[]][] {
  return nodes.map((node) => [node, changes.filter((change) => change.node === node)]);
}

/** Steps that have something to take back, in the order of taking back. */
export function stepsStanding(changes: readonly StandingChange[]): StepId[] {
  return [...new Set(changes.map(({ step }) => step))].reverse();
}
