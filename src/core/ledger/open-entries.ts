import { LabError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { type Change, describeImplausible, isKnown, isPlausible, type UnknownChange } from './change.ts';
import type { RecordBody } from './record.ts';

export interface Entry {
  id: string;
  step: StepId;
  change: Change;
  /** Absent while in doubt: begun, its end unknown. */
  outcome?: { ok: boolean; detail?: Json };
}

/** The same, perhaps of a kind that only a newer version knows. */
export type OpenEntry = Omit<Entry, 'change'> & { change: Change | UnknownChange };

/** What was begun and not taken back, oldest first, as the records tell it. */
export function openEntries(bodies: readonly RecordBody[]): OpenEntry[] {
  const entries = new Map<string, OpenEntry>();
  for (const body of bodies) {
    if (body.type === 'intent') entries.set(body.id, { id: body.id, step: body.step, change: body.change });
    else if (body.type === 'undone') entries.delete(body.id);
    else {
      const entry = entries.get(body.id);
      if (entry) entry.outcome = { ok: body.ok, detail: body.detail };
    }
  }
  return [...entries.values()];
}

/** Those that this lab can have begun. */
export const plausibleOf = (open: readonly OpenEntry[], lab: string): Entry[] =>
  open.filter((one): one is Entry => isKnown(one.change) && isPlausible(one.change, lab));

/** Those that it never can have, for people. */
export const implausibleOf = (open: readonly OpenEntry[], lab: string): Words[] =>
  open.flatMap(({ change }) => (!isKnown(change) || isPlausible(change, lab) ? [] : [describeImplausible(change)]));

/** Kinds of changes that only a newer version of the app can take back, each once. */
export const kindsUnknown = (open: readonly OpenEntry[]): string[] => [
  ...new Set(open.flatMap(({ change }) => (isKnown(change) ? [] : [change.kind]))),
];

/** Throws where the app itself is about to write what it would not take back. */
export function refuseImplausible(bodies: readonly RecordBody[], lab: string): void {
  for (const body of bodies)
    if (body.type === 'intent' && isKnown(body.change) && !isPlausible(body.change, lab))
      throw new LabError('unexpected', texts.ledger.implausible({ change: describeImplausible(body.change) }));
}
