import type { StepId } from '../run/steps.ts';
import type { Stand, StandState } from './snapshot.ts';

/** The state of a part of the lesson, and how each of its steps stands where. */
export interface PartState {
  state: StandState;
  stands: Stand[];
}

/** A part as its steps stand: what is running or wrong counts before what is well, and done is only what all of it is. */
export function partState(stands: readonly Stand[], { steps }: { steps: readonly StepId[] }): PartState {
  const own = stands.filter(({ step }) => steps.includes(step));
  return { state: stateOf(own, steps), stands: own };
}

function stateOf(own: readonly Stand[], steps: readonly StepId[]): StandState {
  const has = (state: StandState) => own.some((stand) => stand.state === state);
  for (const state of ['working', 'failed', 'drifted'] as const) if (has(state)) return state;
  const all = steps.length > 0 && steps.every((step) => own.some((stand) => stand.step === step));
  if (!all || has('open')) return 'open';
  if (has('unknown')) return 'unknown';
  return has('unchecked') ? 'unchecked' : 'done';
}
