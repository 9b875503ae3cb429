import { safeJson } from './safe-json.ts';
import type { WorkModel } from './work-model.ts';

/** For other programs. What was not measured is null with its reason, as in the other formats. */
export const workJson = (model: WorkModel): string => `${safeJson(workData(model), 2)}\n`;

/** The same as a value. */
export function workData({ measured, errors: _, parts: __, proofs, ...model }: WorkModel): Record<string, unknown> {
  const measurements = measured.map(({ at, by, measurement }) => ({
    at,
    ...('run' in by ? { run: by.run } : { typed: by.id }),
    ...measurement,
  }));
  const proved = proofs.map(({ at, run, proof }) => ({ at, run: run.run, ...proof }));
  return { format: 'overlay-lab-report', version: 2, ...model, measurements, proofs: proved };
}
