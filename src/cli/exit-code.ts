import type { ErrorCode } from '../shared/errors.ts';
import type { RunResult } from '../shared/run/events.ts';

export const exitCodes = { done: 0, failed: 1, badUsage: 2, cancelled: 130 } as const;

/** The exit code of an error that ended everything. */
export function codeOfError(code: ErrorCode): number {
  if (code === 'bad-input' || code === 'not-found') return exitCodes.badUsage;
  return code === 'cancelled' ? exitCodes.cancelled : exitCodes.failed;
}

/** `interrupted` is the code of the signal that cancelled the run, where one did. */
export function codeOfResult(result: RunResult, interrupted?: number): number {
  if (result.ok) return exitCodes.done;
  if (interrupted !== undefined) return interrupted;
  // A run that could not even begin is told by its errors; once a step failed, that is the news.
  const codes = new Set(result.errors.map((error) => codeOfError(error.code)));
  const began = result.findings.some((finding) => finding.state === 'failed') || result.proofs.length > 0;
  const [only] = codes;
  return codes.size === 1 && only !== undefined && !began ? only : exitCodes.failed;
}
