import type { RunResult } from '../../shared/run/events.ts';

/** How a run ended, in one line for people. */
export function closingLine(result: RunResult): string {
  const time = `${result.seconds.toFixed(1)} s`;
  if (result.ok) return result.changes === 0 ? unchanged(result, time) : `${changesOf(result)} in ${time}`;
  const count = (state: string) => result.findings.filter((finding) => finding.state === state).length;
  const differing = result.proofs.filter((proof) => !proof.equal).length;
  const parts = [
    count('failed') && `${count('failed')} failed`,
    count('blocked') && `${count('blocked')} blocked`,
    count('cancelled') && `${count('cancelled')} cancelled`,
    differing && `${differing} different from before the lab`,
  ].filter(Boolean);
  const cancelled = result.errors.some((error) => error.code === 'cancelled');
  const head = cancelled || (count('cancelled') > 0 && count('failed') === 0) ? 'Cancelled' : 'Failed';
  return `${head} after ${time}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}; ${changesOf(result)}`;
}

function unchanged({ command, findings }: RunResult, time: string): string {
  // Steps that only measure are always still to be done; what counts is what would be changed on a node.
  const planned = findings.filter(({ state, finding }) => state === 'planned' && finding?.diff.length).length;
  if (command === 'check' && planned > 0) return `${planned} to build or change; checked in ${time}, nothing changed`;
  if (command === 'check' || command === 'run') return `0 changes: everything was already as it should be (${time})`;
  return `0 changes: there was nothing to undo (${time})`;
}

function changesOf({ changes, command }: RunResult): string {
  const back = command === 'undo' || command === 'reset' ? ' undone' : '';
  return `${changes} ${changes === 1 ? 'change' : 'changes'}${back}`;
}
