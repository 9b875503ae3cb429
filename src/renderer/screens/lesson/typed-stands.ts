import type { StepId } from '../../../shared/run/steps.ts';
import type { Stand } from '../../../shared/snapshot/snapshot.ts';

/** When each step was seen done in a terminal. */
export type Seen = Partial<Record<StepId, string>>;

/** What stands, with what was seen in terminals since something was last taken back, at `lastBack`. */
export function withTyped(stands: readonly Stand[], seen: Seen, lastBack: string, summary: string): Stand[] {
  const typed = (step: StepId) => (seen[step] ?? '') > lastBack;
  const known = stands.map((stand): Stand => {
    if (!typed(stand.step) || stand.state === 'done' || stand.state === 'working') return stand;
    return { ...stand, state: 'done', error: undefined, summary, problems: [] };
  });
  const steps = Object.keys(seen);
  const others = steps.filter((step) => typed(step) && !stands.some((stand) => stand.step === step));
  return [...known, ...others.map((step): Stand => ({ step, state: 'done', summary, problems: [] }))];
}
