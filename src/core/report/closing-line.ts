import type { RunResult } from '../../shared/run/events.ts';
import { spoken } from '../../shared/texts/text.ts';

/** How a run ended, in one line for people. */
export function closingLine(result: RunResult): string {
  const time = `${result.seconds.toFixed(1)} s`;
  if (result.ok)
    return result.changes === 0 ? unchanged(result, time) : spoken.report.doneIn({ changes: changesOf(result), time });
  const count = (state: string) => result.findings.filter((finding) => finding.state === state).length;
  const differing = result.proofs.filter((proof) => !proof.equal).length;
  const { countFailed, countBlocked, countCancelled, countDifferent } = spoken.report;
  const counted: [number, (values: { count: number }) => string][] = [
    [count('failed'), countFailed],
    [count('blocked'), countBlocked],
    [count('cancelled'), countCancelled],
    [differing, countDifferent],
  ];
  const parts = counted.flatMap(([one, say]) => (one > 0 ? [say({ count: one })] : []));
  const cancelled = result.errors.some((error) => error.code === 'cancelled');
  const isCancelled = cancelled || (count('cancelled') > 0 && count('failed') === 0);
  const head = isCancelled ? spoken.report.cancelledAfter({ time }) : spoken.report.failedAfter({ time });
  return spoken.report.ended({ head, parts, changes: changesOf(result) });
}

function unchanged({ command, findings }: RunResult, time: string): string {
  // Steps that only measure are always still to be done; what counts is what would be changed on a node.
  const planned = findings.filter(({ state, finding }) => state === 'planned' && finding?.diff.length).length;
  if (command === 'check' && planned > 0) return spoken.report.toBuild({ planned, time });
  if (command === 'check' || command === 'run') return spoken.report.asItShouldBe({ time });
  return spoken.report.nothingToUndo({ time });
}

function changesOf({ changes, command }: RunResult): string {
  const isBack = command === 'undo' || command === 'reset';
  return (isBack ? spoken.report.changesUndone : spoken.report.changes)({ count: changes });
}
