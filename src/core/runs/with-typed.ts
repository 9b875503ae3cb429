import type { StepId } from '../../shared/run/steps.ts';
import type { Stand } from '../../shared/snapshot/snapshot.ts';

/** When each step was seen done in a terminal. */
export type TypedSteps = ReadonlyMap<StepId, string>;

/** What stands, with what was seen in terminals since something was last taken back, at `lastBack`. */
export function withTyped(stands: readonly Stand[], seen: TypedSteps, lastBack = ''): Stand[] {
  const fresh = [...seen].filter(([, at]) => at > lastBack);
  const typed = new Map(fresh);
  const known = stands.map((stand): Stand => {
    const at = typed.get(stand.step);
    if (at === undefined || stand.state === 'working' || (stand.state === 'done' && (stand.at ?? '') >= at))
      return stand;
    const { error: _, summary: __, run: ___, ...rest } = stand;
    return { ...rest, state: 'done', problems: [], at, typed: true };
  });
  const others = fresh.filter(([step]) => !stands.some((stand) => stand.step === step));
  return [...known, ...others.map(([step, at]): Stand => ({ step, state: 'done', problems: [], at, typed: true }))];
}
