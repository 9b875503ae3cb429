import type { StepId } from '../../shared/steps.ts';
import type { Stand } from '../state/lab-picture.ts';

/** When each step was seen done in a terminal. */
export type Seen = Partial<Record<StepId, string>>;

/** What stands, with what was seen in terminals since something was last taken back, at `lastBack`. */
export function withTyped(stands: readonly Stand[], seen: Seen, lastBack: string, summary: string): Stand[] {
  const typed = (step: StepId) => (seen[step] ?? '') > lastBack;
  const finding = { status: 'satisfied' as const, summary, facts: {}, diff: [], problems: [] };
  const known = stands.map((stand): Stand => {
    if (!typed(stand.step) || stand.state === 'done' || stand.state === 'working') return stand;
    return { ...stand, state: 'done', error: undefined, finding };
  });
  const steps = Object.keys(seen) as StepId[];
  const others = steps.filter((step) => typed(step) && !stands.some((stand) => stand.step === step));
  return [...known, ...others.map((step): Stand => ({ step, title: step, state: 'done', finding }))];
}
