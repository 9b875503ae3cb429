import type { Finding, Status } from '../../../../shared/run/steps.ts';

/** What a check found; facts, diff and problems are empty unless given. */
export function finding(
  status: Status,
  summary: string,
  extra: Partial<Omit<Finding, 'status' | 'summary'>> = {},
): Finding {
  return { status, summary, facts: {}, diff: [], problems: [], ...extra };
}
