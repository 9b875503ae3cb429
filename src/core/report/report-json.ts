import type { ReportModel } from './report-model.ts';
import { safeJson } from './safe-json.ts';

/** For other programs. What was not measured is null with its reason, as in the other formats. */
export function reportJson(model: ReportModel): string {
  return `${safeJson({ format: 'overlay-lab-report', version: 1, ...model }, 2)}\n`;
}
