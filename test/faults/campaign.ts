import type { FaultRow } from './fault.ts';
import { tryFault } from './fault-trial.ts';
import { type Ground, prepareAgain, prepareGround } from './ground.ts';
import { killCases } from './kill-cases.ts';
import { type Outcome, tryKill } from './kill-trial.ts';
import { networkFaults } from './network-faults.ts';
import type { FaultOptions } from './options.ts';
import { ownFaults } from './own-faults.ts';
import { diskFaults, processFaults } from './process-faults.ts';
import { trySequence } from './sequences.ts';

/** Everything that the options ask for, one after another; after a failure on new nodes. */
export async function campaign(
  options: FaultOptions,
  tell: (line: string) => void,
): Promise<{ rows: FaultRow[]; outcomes: Outcome[] }> {
  let ground = await prepareGround();
  const wanted = (kind: string, name: string) =>
    options.only === undefined || options.only === kind || name.includes(options.only);

  const each = async <T extends { name: string; verdict: string }>(
    name: string,
    attempt: (ground: Ground) => Promise<T>,
    failed: (detail: string) => T,
  ): Promise<T> => {
    const since = Date.now();
    const end = await attempt(ground).catch((error: unknown) =>
      failed(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    const why = end.verdict === 'failed' ? `: ${JSON.stringify(end)}` : '';
    tell(`${end.verdict} ${name} (${((Date.now() - since) / 1000).toFixed(0)} s)${why}`);
    if (end.verdict === 'failed') ground = await prepareAgain();
    return end;
  };

  const outcomes: Outcome[] = [];
  const failedOutcome =
    (name: string) =>
    (detail: string): Outcome => ({ name, verdict: 'failed', detail });
  for (const one of killCases(options.kills, options.seed)) {
    const name = `${one.name}, then ${one.aftermath}`;
    if (wanted('kills', name)) outcomes.push(await each(name, (on) => tryKill(on, one), failedOutcome(name)));
  }

  const rows: FaultRow[] = [];
  for (const fault of [...networkFaults, ...processFaults, ...diskFaults, ...ownFaults]) {
    const failedRow = (problem: string): FaultRow => ({
      name: fault.name,
      verdict: 'failed',
      told: '',
      falseSuccess: [],
      attempts: 0,
      differences: [],
      problems: [problem],
    });
    if (wanted('faults', fault.name)) rows.push(await each(fault.name, (on) => tryFault(on, fault), failedRow));
  }

  for (let seed = options.seed; seed < options.seed + options.sequences; seed += 1) {
    const name = `sequence ${seed}`;
    if (wanted('sequences', name)) outcomes.push(await each(name, (on) => trySequence(on, seed), failedOutcome(name)));
  }
  return { rows, outcomes };
}
