import { LabError } from '../../shared/errors.ts';
import type { ReportedError } from '../../shared/run/events.ts';
import { texts } from '../../shared/texts/text.ts';
import { trackIds } from '../../shared/tracks/tracks.ts';
import { reportError } from '../engine/report-error.ts';
import { drillStep } from '../ledger/kinds/drill-note.ts';
import type { Track } from '../tracks/common/track.ts';
import { trackOf } from '../tracks/tracks.ts';
import type { OpenNode } from './open-nodes.ts';
import type { RunRequest } from './run-request.ts';

/**
 * The lab's track; while taking back, the one that built what stands on the nodes, where the lab file has been changed
 * since. Throws `refused` where another track would be built on top of it.
 */
export function builtTrack(named: Track, nodes: readonly OpenNode[], command: RunRequest['command']): Track {
  const steps = nodes.flatMap(({ ledger }) => ledger?.outstanding().map(({ step }) => step) ?? []);
  // A drill is no step of any track.
  const standing = new Set(steps.filter((step) => step !== drillStep));
  const has = (track: Track) => [...standing].every((step) => track.steps.some(({ id }) => id === step));
  const unknown = nodes.flatMap(({ ledger }) => ledger?.unknownKinds() ?? []);
  const isMixed = command === 'run' || command === 'undo' ? unknown.length > 0 : false;
  if (has(named) && !isMixed) return named;
  const other = trackIds.map((track) => trackOf({ track })).find(has);
  if (command === 'reset') return other ?? named;
  if (isMixed)
    throw new LabError('refused', texts.runs.newerBuilt({ kinds: unknown.slice(0, 3) }), {
      remedy: texts.runs.newerBuiltRemedy,
    });
  const what = other ? texts.runs.theTrack({ track: other.id }) : texts.runs.severalTracks({ steps: [...standing] });
  throw new LabError('refused', texts.runs.otherTrack({ what, track: named.id }), {
    remedy: other ? texts.runs.otherTrackRemedy({ track: other.id }) : texts.runs.severalTracksRemedy,
  });
}

/** What a reset by one track leaves of another one. */
export function leftOfOtherTracks(track: Track, nodes: readonly OpenNode[]): ReportedError[] {
  return nodes.flatMap(({ name, ledger }): ReportedError[] => {
    const steps = new Set(ledger?.outstanding().map(({ step }) => step));
    const left = [...steps].filter((step) => !track.steps.some(({ id }) => id === step));
    if (left.length === 0) return [];
    const message = texts.runs.stepsLeft({ steps: left, node: name });
    return [reportError(new LabError('not-proved', message, { node: name, remedy: texts.runs.stepsLeftRemedy }))];
  });
}
