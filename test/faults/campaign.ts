import type { FaultRow } from './fault.ts';
import { tryFault } from './fault-trial.ts';
import { type Ground, prepareAgain, prepareGround } from './ground.ts';
import { killCases, titleOf } from './kill-cases.ts';
import { tryKill } from './kill-trial.ts';
import { networkFaults } from './network-faults.ts';
import type { FaultOptions } from './options.ts';
import { ownFaults } from './own-faults.ts';
import { diskFaults, processFaults } from './process-faults.ts';
import type { Outcome, Result, Results } from './results.ts';
import { tryRow } from './row-trial.ts';
import { trySequence } from './sequences.ts';

type Trial = { name: string } & (
  | { kind: 'faults'; attempt: (ground: Ground) => Promise<FaultRow> }
  | { kind: 'kills' | 'rows' | 'sequences'; attempt: (ground: Ground) => Promise<Outcome> }
);

/** Everything that the options ask for, one after another; after a failure on new nodes. */
export async function campaign(options: FaultOptions, results: Results, tell: (line: string) => void): Promise<void> {
  const end = performance.now() + options.minutes * 60_000;
  const left = trialsOf(options).filter(({ kind, name }) => !results.has(kind, name));
  let ground: Ground | undefined;
  for (const [index, trial] of left.entries()) {
    if (performance.now() > end) {
      tell(`${left.length - index} not tried yet`);
      return;
    }
    ground ??= await prepareGround();
    const result = await tryOne(trial, ground);
    results.add(result);
    const why = result.end.verdict === 'failed' ? `: ${JSON.stringify(result.end)}` : '';
    tell(`${result.end.verdict} ${trial.name} (${result.seconds.toFixed(1)} s)${why}`);
    if (result.end.verdict === 'failed') ground = await prepareAgain();
  }
}

function trialsOf(options: FaultOptions): Trial[] {
  const kills = killCases(options.kills, options.seed).map(
    (one): Trial => ({ kind: 'kills', name: titleOf(one), attempt: (ground) => tryKill(ground, one) }),
  );
  const faults = [...networkFaults, ...processFaults, ...diskFaults, ...ownFaults].map(
    (fault): Trial => ({ kind: 'faults', name: fault.name, attempt: (ground) => tryFault(ground, fault) }),
  );
  const rows: Trial[] =
    options.rows > 0
      ? [
          {
            kind: 'rows',
            name: `overlay-lab run killed and reset ${options.rows} times in a row`,
            attempt: (ground) => tryRow(ground, options.rows, options.seed),
          },
        ]
      : [];
  const sequences = Array.from({ length: options.sequences }, (_, index): Trial => {
    const seed = options.seed + index;
    return { kind: 'sequences', name: `sequence ${seed}`, attempt: (ground) => trySequence(ground, seed) };
  });
  const { only } = options;
  return [...rows, ...kills, ...faults, ...sequences].filter(
    ({ kind, name }) => only === undefined || kind === only || name.includes(only),
  );
}

async function tryOne(trial: Trial, ground: Ground): Promise<Result> {
  const at = new Date();
  const seconds = () => Math.round((Date.now() - at.getTime()) / 100) / 10;
  const explain = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
  const { name } = trial;
  if (trial.kind === 'faults') {
    const end = await trial.attempt(ground).catch((error: unknown) => brokenRow(name, explain(error)));
    return { kind: trial.kind, at: at.toISOString(), seconds: seconds(), end };
  }
  const end = await trial
    .attempt(ground)
    .catch((error: unknown): Outcome => ({ name, verdict: 'failed', detail: explain(error) }));
  return { kind: trial.kind, at: at.toISOString(), seconds: seconds(), end };
}

const brokenRow = (name: string, problem: string): FaultRow => ({
  name,
  verdict: 'failed',
  told: '',
  falseSuccess: [],
  attempts: 0,
  differences: [],
  problems: [problem],
});
