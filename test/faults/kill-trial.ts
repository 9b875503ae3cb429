import type { LabEvent } from '../../src/shared/run/events.ts';
import { perform, summary } from '../support/nodes/run-lab.ts';
import { startChild } from './child-process.ts';
import { type Ground, groundDifferences, resetProblems } from './ground.ts';
import { type KillCase, titleOf } from './kill-cases.ts';
import { buildSteps, points } from './kill-points.ts';
import type { Outcome } from './results.ts';
import { faultsOf } from './working.ts';

/**
 * Some kills on one build of the lab, each followed by what is to be done about it: runs that are killed one after
 * another and resumed each time, until one may end; then resets, likewise; then runs that are reset at once. The app has
 * to prove every reset; these tests look at the nodes themselves at the end. A kill whose point was not reached is not
 * told of: the things before it were further than it needs, and it is tried again with others, or alone.
 */
export async function tryKills(ground: Ground, cases: readonly KillCase[]): Promise<Outcome[]> {
  const of = (command: string, aftermath: string) =>
    cases.filter((one) => one.request.command === command && one.aftermath === aftermath).sort(byTime);
  const outcomes: Outcome[] = [];
  const problems: string[] = [];
  const kill = async (one: KillCase): Promise<boolean> => {
    const end = await killOnce(ground, one);
    if (typeof end !== 'string') outcomes.push(end);
    return typeof end !== 'string' && end.verdict === 'passed';
  };
  const all = async (some: readonly KillCase[]): Promise<void> => {
    // What follows a run that was not killed would find nothing to do.
    for (const one of some) if (!(await kill(one))) return;
  };

  const [resumed, back, reset, straight] = [
    of('run', 'resume'),
    of('reset', 'resume'),
    of('reset', 'reset'),
    of('run', 'reset'),
  ];
  await all(resumed);
  if (resumed.length + back.length + reset.length > 0) problems.push(...(await resume(ground)));
  for (const one of back) {
    await kill(one);
    problems.push(...(await resume(ground)));
  }
  await all(reset);
  problems.push(...(await resetProblems(ground)));
  for (const one of straight) {
    await kill(one);
    problems.push(...(await resetProblems(ground)));
  }
  problems.push(...(await groundDifferences(ground)));
  if (problems.length === 0) return outcomes;
  const detail = problems.join(' | ');
  const together = cases.length > 1 ? ` (together with ${cases.length - 1} other kills)` : '';
  return cases.map((one) => {
    const own = outcomes.find(({ name }) => name === titleOf(one))?.detail ?? 'not killed';
    return { name: titleOf(one), verdict: 'failed', detail: `${own}${together}: ${detail}` };
  });
}

/** One kill alone; that its point is reached is part of it. */
export async function tryKill(ground: Ground, one: KillCase): Promise<Outcome> {
  const [end] = await tryKills(ground, [one]);
  return end ?? { name: titleOf(one), verdict: 'failed', detail: 'its point was not reached' };
}

/** The earlier in a run or a reset, the further to the front; any moment comes last. */
function byTime(a: KillCase, b: KillCase): number {
  const rank = ({ request, kill, afterMs = 0 }: KillCase) => {
    if (!kill) return 1_000 + afterMs;
    const step = buildSteps.indexOf(kill.step);
    const place = step < 0 ? buildSteps.length : request.command === 'reset' ? buildSteps.length - step : step;
    return place * points.length + points.indexOf(kill.point);
  };
  return rank(a) - rank(b);
}

/** What came of it, or, where it came too late, how the app ended. */
async function killOnce({ loaded }: Ground, one: KillCase): Promise<Outcome | string> {
  const child = startChild(loaded, one.request, one.kill ? { kill: one.kill } : {});
  const timer = one.afterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), one.afterMs);
  const end = await child.ended;
  clearTimeout(timer);
  const name = titleOf(one);
  if (end.signal !== 'SIGKILL') {
    if (one.afterMs !== undefined) return { name, verdict: 'skipped', detail: 'had ended before' };
    return `ended before the kill (${end.code}): ${end.stderr.slice(-300)}`;
  }
  if (end.events.some(({ type }) => type === 'result'))
    return { name, verdict: 'failed', detail: 'told a result after its death' };
  return { name, verdict: 'passed', detail: lastWords(end.events) };
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
