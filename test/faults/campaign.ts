import { drillsOf } from '../../src/core/drills/drills.ts';
import { trackIds } from '../../src/shared/tracks/tracks.ts';
import { type DiagnosedRow, diagnosedName, tryDiagnosed } from './diagnosed/diagnose-trial.ts';
import { engineCauses } from './diagnosed/engine-causes.ts';
import { networkCauses } from './diagnosed/network-causes.ts';
import { trackCauses } from './diagnosed/track-causes.ts';
import { type DrillRow, drillTrialName, tryDrill } from './drills/drill-trial.ts';
import { engineFaults } from './engine-faults.ts';
import type { FaultRow } from './fault.ts';
import { tryFault } from './fault-trial.ts';
import { followedName, followedTracks, tryFollowed } from './followed/follow-trial.ts';
import { type Ground, prepareAgain } from './ground.ts';
import { hangKinds } from './hangs/hang-kinds.ts';
import { type HangRow, hangName, isTouched, tryHang } from './hangs/hang-trial.ts';
import { operations } from './hangs/operations.ts';
import { keptGround } from './kept-ground.ts';
import { killCases, stacksOf, titleOf } from './kill-cases.ts';
import { tryKills } from './kill-trial.ts';
import { networkFaults } from './network-faults.ts';
import type { FaultOptions } from './options.ts';
import { ownFaults } from './own-faults.ts';
import { pictureName, tryPictured } from './pictured/picture-trial.ts';
import { diskFaults, processFaults } from './process-faults.ts';
import type { Kind, Outcome, Result, Results } from './results.ts';
import { rowName, tryRow } from './row-trial.ts';
import { sequenceName, trySequence } from './sequences.ts';
import { standKinds } from './stands/stand-kinds.ts';
import type { StandRow } from './stands/stand-row.ts';
import { tryStand } from './stands/stand-trial.ts';
import { tryTyped, typedDepths, typedName } from './stands/typed-trial.ts';

/** One or more things of a kind that are tried together, each with an end of its own. */
type Trial = { names: string[] /** Nothing of the ground is as it was afterwards. */; takesGround?: boolean } & (
  | { kind: 'faults'; attempt: (ground: Ground) => Promise<FaultRow[]> }
  | { kind: 'hangs'; attempt: (ground: Ground) => Promise<HangRow[]> }
  | { kind: 'stands'; attempt: (ground: Ground) => Promise<StandRow[]> }
  | { kind: 'drills'; attempt: () => Promise<DrillRow[]> }
  | { kind: 'diagnose'; attempt: (ground: Ground) => Promise<DiagnosedRow[]> }
  | { kind: 'kills' | 'rows' | 'sequences' | 'follow' | 'picture'; attempt: (ground: Ground) => Promise<Outcome[]> }
);

/** Everything that the options ask for and that has not passed yet, one after another; after a failure on new nodes. */
export async function campaign(options: FaultOptions, results: Results, tell: (line: string) => void): Promise<void> {
  const end = performance.now() + options.minutes * 60_000;
  const trials = trialsOf(options, (kind, name) => !results.has(kind, name));
  let ground: Ground | undefined;
  for (const [index, trial] of trials.entries()) {
    if (performance.now() > end) {
      const left = trials.slice(index).flatMap(({ names }) => names);
      tell(`${left.length} not tried yet`);
      return;
    }
    ground ??= await keptGround(options.results);
    const since = performance.now();
    const ends = await tryOne(trial, ground);
    for (const one of ends) {
      results.add(one);
      tell(`${one.end.verdict} ${one.end.name}${one.end.verdict === 'failed' ? `: ${JSON.stringify(one.end)}` : ''}`);
    }
    tell(`(${((performance.now() - since) / 1000).toFixed(1)} s)`);
    if (trial.takesGround || ends.some((one) => one.end.verdict === 'failed'))
      ground = await keptGround(options.results, prepareAgain);
  }
}

function trialsOf(options: FaultOptions, open: (kind: Kind, name: string) => boolean): Trial[] {
  const { only } = options;
  const wanted = (kind: Kind, name: string) =>
    (only === undefined || kind === only || name.includes(only)) && open(kind, name);
  const cases = killCases(options.kills, options.seed).filter((one) => wanted('kills', titleOf(one)));
  const kills = stacksOf(cases, !options.alone).map(
    (some): Trial => ({ kind: 'kills', names: some.map(titleOf), attempt: (ground) => tryKills(ground, some) }),
  );
  const faults = [...networkFaults, ...processFaults, ...diskFaults, ...engineFaults, ...ownFaults]
    .filter(({ name }) => wanted('faults', name))
    .map(
      (fault): Trial => ({
        kind: 'faults',
        names: [fault.name],
        attempt: async (ground) => [await tryFault(ground, fault)],
      }),
    );
  const hangs = hangKinds
    .flatMap((kind) => operations.flatMap((one) => (isTouched(kind, one) ? [{ kind, one }] : [])))
    .filter(({ kind, one }) => wanted('hangs', hangName(kind, one)))
    .map(
      ({ kind, one }): Trial => ({
        kind: 'hangs',
        names: [hangName(kind, one)],
        attempt: async (ground) => [await tryHang(ground, kind, one)],
      }),
    );
  const stands = [
    ...standKinds.map((kind) => ({
      name: kind.name,
      takesGround: false,
      attempt: (ground: Ground) => tryStand(ground, kind),
    })),
    ...typedDepths.map((depth) => ({
      name: typedName(depth),
      takesGround: true,
      attempt: (ground: Ground) => tryTyped(ground, depth),
    })),
  ]
    .filter(({ name }) => wanted('stands', name))
    .map(
      ({ name, takesGround, attempt }): Trial => ({
        ...{ kind: 'stands', names: [name], takesGround },
        attempt: async (ground) => [await attempt(ground)],
      }),
    );
  const diagnosed = (['etcd', 'swarm', 'vxlan', 'routed'] as const).flatMap((track): Trial[] => {
    const some = [...networkCauses, ...engineCauses, ...trackCauses].filter(
      (fault) => fault.track === track && wanted('diagnose', diagnosedName(fault)),
    );
    if (some.length === 0) return [];
    const names = some.map(diagnosedName);
    return [{ kind: 'diagnose', names, takesGround: true, attempt: () => tryDiagnosed(track, some) }];
  });
  const followed = followedTracks
    .filter((track) => wanted('follow', followedName(track)))
    .map(
      (track): Trial => ({
        ...{ kind: 'follow', names: [followedName(track)], takesGround: true },
        attempt: () => tryFollowed(track),
      }),
    );
  const pictured = trackIds
    .filter((track) => wanted('picture', pictureName(track)))
    .map(
      (track): Trial => ({
        ...{ kind: 'picture', names: [pictureName(track)], takesGround: true },
        attempt: () => tryPictured(track),
      }),
    );
  const drilled = trackIds.flatMap((track) =>
    drillsOf(track)
      .filter((drill) => wanted('drills', drillTrialName(track, drill)))
      .map(
        (drill): Trial => ({
          ...{ kind: 'drills', names: [drillTrialName(track, drill)], takesGround: true },
          attempt: async () => [await tryDrill(track, drill)],
        }),
      ),
  );
  const rows = [options.rows]
    .filter((times) => times > 0 && wanted('rows', rowName(times)))
    .map(
      (times): Trial => ({
        kind: 'rows',
        names: [rowName(times)],
        attempt: async (ground) => [await tryRow(ground, times, options.seed)],
      }),
    );
  const sequences = Array.from({ length: options.sequences }, (_, index) => options.seed + index)
    .filter((seed) => wanted('sequences', sequenceName(seed)))
    .map(
      (seed): Trial => ({
        kind: 'sequences',
        names: [sequenceName(seed)],
        attempt: async (ground) => [await trySequence(ground, seed)],
      }),
    );
  return [
    ...rows,
    ...kills,
    ...faults,
    ...hangs,
    ...stands,
    ...diagnosed,
    ...followed,
    ...pictured,
    ...drilled,
    ...sequences,
  ];
}

async function tryOne(trial: Trial, ground: Ground): Promise<Result[]> {
  const since = performance.now();
  const explain = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
  const frame = () => ({ at: new Date().toISOString(), seconds: Math.round(performance.now() - since) / 1000 });
  if (trial.kind === 'faults') {
    const ends = await trial
      .attempt(ground)
      .catch((error: unknown) => trial.names.map((name) => brokenRow(name, explain(error))));
    return ends.map((end) => ({ kind: 'faults', ...frame(), end }));
  }
  if (trial.kind === 'hangs') {
    const ends = await trial.attempt(ground);
    return ends.map((end) => ({ kind: 'hangs', ...frame(), end }));
  }
  if (trial.kind === 'stands') {
    const ends = await trial.attempt(ground);
    return ends.map((end) => ({ kind: 'stands', ...frame(), end }));
  }
  if (trial.kind === 'diagnose') {
    const ends = await trial.attempt(ground);
    return ends.map((end) => ({ kind: 'diagnose', ...frame(), end }));
  }
  if (trial.kind === 'drills') {
    const ends = await trial.attempt();
    return ends.map((end) => ({ kind: 'drills', ...frame(), end }));
  }
  const { kind } = trial;
  const ends = await trial
    .attempt(ground)
    .catch((error: unknown) =>
      trial.names.map((name): Outcome => ({ name, verdict: 'failed', detail: explain(error) })),
    );
  return ends.map((end) => ({ kind, ...frame(), end }));
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
