import { safeJson } from './safe-json.ts';
import type { WorkModel } from './work-model.ts';

/** For other programs. What was not measured is null with its reason, as in the other formats. */
export function workJson({ measured, errors: _, parts: __, proofs, ...model }: WorkModel): string {
  const measurements = measured.map(({ at, by, measurement }) => ({
    at,
    ...('run' in by ? { run: by.run } : { typed: by.id }),
    ...measurement,
  }));
  const proved = proofs.map(({ at, run, proof }) => ({ at, run: run.run, ...proof }));
  return `${safeJson({ format: 'overlay-lab-report', version: 2, ...model, measurements, proofs: proved }, 2)}\n`;
}
