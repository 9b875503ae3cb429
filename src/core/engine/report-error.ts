import { type LabError, toLabError } from '../../shared/errors.ts';
import type { ReportedError } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';

/** Any thrown value as events carry it: no stack, no cause, nothing that could hold a secret. */
export function reportError(thrown: unknown, place: { step?: StepId; node?: string } = {}): ReportedError {
  const error: LabError = toLabError(thrown);
  const { remedy, diagnosis, node } = error.details;
  return { code: error.code, message: error.message, ...place, ...(node && { node }), remedy, diagnosis };
}
