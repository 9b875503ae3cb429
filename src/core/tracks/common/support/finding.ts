import type { Status } from '../../../../shared/run/steps.ts';
import type { Words } from '../../../../shared/texts/text.ts';
import type { Finding } from '../../../engine/step.ts';

/** What a check found; facts, diff and problems are empty unless given. */
export function finding(
  status: Status,
  summary: Words,
  extra: Partial<Omit<Finding, 'status' | 'summary'>> = {},
): Finding {
  return { status, summary, facts: {}, diff: [], problems: [], ...extra };
}
