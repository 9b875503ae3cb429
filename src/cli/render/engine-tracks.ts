import { cleaned } from '../../core/report/cleaned.ts';
import type { RunResult } from '../../shared/run/events.ts';
import { inWords, spoken } from '../../shared/texts/text.ts';
import { enginesInWords, placeIn } from '../../shared/tracks/outline.ts';
import { outlineOf, type TrackId, trackIds } from '../../shared/tracks/tracks.ts';

/** Which tracks a lab's engines can do and what each gives, by what preflight found; nothing where no engine answered. */
export function engineTracks({ findings }: Pick<RunResult, 'findings'>, own: TrackId): string[] {
  const engines = cleaned(findings).flatMap(({ step, node, finding }) => {
    const version = step === 'preflight' ? finding?.facts.engine : undefined;
    return node !== undefined && typeof version === 'string' ? [{ node, version: version.slice(0, 40) }] : [];
  });
  if (engines.length === 0) return [];
  const lines = trackIds.map((track) => {
    const range = outlineOf(track).engines;
    const has = engines.filter(({ version }) => placeIn(range, version) !== 'within');
    if (has.length === 0)
      return spoken.cli.trackCan({ track, what: spoken.preflight.given[track], own: track === own });
    const some = has.slice(0, mostNamed).map((engine) => spoken.cli.engineOf(engine));
    return spoken.cli.trackCannot({ track, engines: inWords(enginesInWords(range)), has: some });
  });
  const versions = [...new Set(engines.map(({ version }) => version))].slice(0, mostNamed);
  return ['', spoken.cli.tracksOf({ engines: versions }), ...lines, spoken.cli.anotherTrack];
}

/** Of nodes that cannot, where there are many. */
const mostNamed = 3;
