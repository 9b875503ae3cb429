import type { LabEvent, ReportedError, RunCommand, RunResult } from '../../shared/run/events.ts';

/** The result that follows from a run's events: nothing is counted twice or kept beside them. */
export function resultOf(
  command: RunCommand,
  events: readonly LabEvent[],
  seconds: number,
  extraErrors: readonly ReportedError[] = [],
): RunResult {
  const findings = new Map<string, RunResult['findings'][number]>();
  const result: RunResult = {
    ok: false,
    command,
    changes: 0,
    seconds,
    measurements: [],
    findings: [],
    proofs: [],
    errors: [...extraErrors],
  };
  for (const event of events) {
    if (event.type === 'change') result.changes += 1;
    else if (event.type === 'measurement') result.measurements.push(event.measurement);
    else if (event.type === 'proof') result.proofs.push(event.proof);
    else if (event.type === 'task' || event.type === 'finding') {
      const key = `${event.step}@${event.node ?? ''}`;
      const known = findings.get(key) ?? { step: event.step, node: event.node, state: 'waiting' as const };
      const update = event.type === 'task' ? { state: event.state } : { finding: event.finding };
      findings.set(key, { ...known, ...update });
      if (event.type === 'task' && event.error) result.errors.push(event.error);
    }
  }
  result.findings = [...findings.values()];
  const good = result.findings.every(({ state }) => state === 'done' || state === 'planned');
  result.ok = good && result.errors.length === 0 && result.proofs.every((proof) => proof.equal);
  return result;
}
