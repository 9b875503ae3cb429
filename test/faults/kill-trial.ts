import type { LabEvent } from '../../src/shared/events.ts';
import { perform, summary } from '../lab/run-lab.ts';
import { startChild } from './child-process.ts';
import { type Ground, resetDifferences } from './ground.ts';
import { type KillCase, titleOf } from './kill-cases.ts';
import { buildSteps } from './kill-points.ts';
import type { Outcome } from './results.ts';
import { faultsOf } from './working.ts';

/** One kill and its aftermath. */
export async function tryKill(ground: Ground, one: KillCase): Promise<Outcome> {
  const name = titleOf(one);
  const { loaded } = ground;
  if (one.request.command === 'reset') {
    const { result } = await perform(loaded, { command: 'run', only: ['preflight', ...buildSteps] });
    if (!result.ok) return { name, verdict: 'failed', detail: `before the kill: ${summary(result)}` };
  }
  const child = startChild(loaded, one.request, one.kill ? { kill: one.kill } : {});
  const timer = one.afterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), one.afterMs);
  const end = await child.ended;
  clearTimeout(timer);
  const problems: string[] = [];
  if (end.signal === 'SIGKILL' && end.events.some(({ type }) => type === 'result'))
    problems.push('told a result after its death');
  if (one.aftermath === 'resume') problems.push(...(await resume(ground)));
  problems.push(...(await resetDifferences(ground)));
  if (problems.length > 0)
    return { name, verdict: 'failed', detail: `${lastWords(end.events)}: ${problems.join(' | ')}` };
  if (end.signal === 'SIGKILL') return { name, verdict: 'passed', detail: lastWords(end.events) };
  // A kill by the clock may come too late; one at a point that was not reached is a mistake of these tests.
  const late = one.afterMs !== undefined && end.code === 0;
  return {
    name,
    verdict: late ? 'skipped' : 'failed',
    detail: `ended before the kill (${end.code}): ${end.stderr.slice(-300)}`,
  };
}

/** Runs again from what stands there; what is wrong afterwards. */
async function resume({ loaded }: Ground): Promise<string[]> {
  const { result } = await perform(loaded, { command: 'run', only: ['preflight', ...buildSteps] });
  if (!result.ok) return [`resume: ${summary(result)}`];
  const faults = await faultsOf(loaded);
  if (faults.length > 0) return [`resume claims success, but ${faults.join(', ')}`];
  const again = await perform(loaded, { command: 'check', only: ['preflight', ...buildSteps] });
  const undone = again.result.findings
    .filter(({ state }) => state !== 'done')
    .map(({ step, node }) => `${step}@${node ?? ''}`);
  return undone.length > 0 ? [`after the resume still open: ${undone.join(', ')}`] : [];
}

function lastWords(events: readonly LabEvent[]): string {
  const last = events.at(-1);
  if (!last) return 'killed before the first event';
  const where = 'step' in last ? ` ${last.step}${last.node ? `@${last.node}` : ''}` : '';
  return `last event ${last.seq} ${last.type}${where}${last.type === 'task' ? ` ${last.state}` : ''}`;
}
