import type { LabEvent } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';

/** So long after a step ended what is found may still be its work. */
const lastsMs = 3_000;
const works = new Set(['applying', 'verifying', 'undoing']);

/** Steps that change something now, or did a moment ago. */
export function stepsAtWork(events: readonly LabEvent[], now = Date.now()): StepId[] {
  const last = new Map<string, { step: StepId; isAtWork: boolean; at: number }>();
  for (const event of events) {
    if (event.type !== 'task') continue;
    const key = `${event.step} ${event.node ?? ''}`;
    const was = last.get(key);
    const isAtWork = works.has(event.state);
    if (isAtWork) last.set(key, { step: event.step, isAtWork, at: now });
    else if (was?.isAtWork) last.set(key, { step: event.step, isAtWork, at: Date.parse(event.at) });
  }
  return [...new Set([...last.values()].flatMap(({ step, at }) => (now - at < lastsMs ? [step] : [])))];
}
