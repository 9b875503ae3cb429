import { type LabError, toLabError } from '../../shared/errors.ts';
import type { MadeError, ReportedError } from '../../shared/run/events.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { sent } from '../../shared/texts/wire.ts';

/** Any thrown value as events carry it: no stack, no cause, nothing that could hold a secret. */
export function reportError(thrown: unknown, place: { step?: StepId; node?: string } = {}): ReportedError {
  const { code, words, details }: LabError = toLabError(thrown);
  const { diagnosis, node } = details;
  const { message, remedy } = words;
  const made: MadeError = { code, message, ...place, ...(node && { node }), remedy, diagnosis };
  return sent(made) as ReportedError;
}
