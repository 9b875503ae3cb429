import type { ClassCommand, SeatOutcome } from '../../shared/class/outcome.ts';
import { partReached } from '../../shared/class/parts.ts';
import { toLabError } from '../../shared/errors.ts';
import type { ReportedError, RunResult } from '../../shared/run/events.ts';
import { sent } from '../../shared/texts/wire.ts';
import { outlineOf, type TrackId } from '../../shared/tracks/tracks.ts';

interface Place {
  seat: string;
  lab: string;
  command: ClassCommand;
}

/** Codes that tell of a node that is away, and not of one that says no. */
const away: readonly string[] = ['unreachable', 'time-out'];
const mostDifferences = 20;

/** What came of a run at a seat. `reached`: nodes to which there was a connection. */
export function outcomeOf(place: Place, track: TrackId, result: RunResult, reached: ReadonlySet<string>): SeatOutcome {
  const { ok, errors, findings, proofs, changes, seconds } = result;
  const lost = errors.flatMap(({ code, node, step }) =>
    away.includes(code) && node !== undefined && step === undefined && !reached.has(node) ? [node] : [],
  );
  const cancelled = errors.some(({ code }) => code === 'cancelled');
  const state = ok ? 'ok' : cancelled ? 'cancelled' : lost.length > 0 ? 'unreachable' : 'failed';
  const error = errors.find(({ code }) => code !== 'cancelled') ?? errors[0];
  const isDone = (step: string) => {
    const own = findings.filter((finding) => finding.step === step);
    return own.length > 0 && own.every((finding) => finding.state === 'done');
  };
  const part = result.command === 'reset' ? undefined : partReached(outlineOf(track), isDone);
  const different = proofs.filter(({ equal }) => !equal);
  const differences = different.flatMap(({ node, kind, differences: all }) =>
    all.map((one) => `${node}: ${kind}: ${one}`),
  );
  return {
    ...place,
    ...{ state, changes, seconds, away: [...new Set(lost)] },
    ...(part !== undefined && { part }),
    ...(error && !ok && { error }),
    ...(proofs.length > 0 && {
      proof: {
        equal: different.length === 0,
        kinds: proofs.length,
        differences: differences.slice(0, mostDifferences),
      },
    }),
  };
}

/** The same of what threw before there was a result. */
export function outcomeOfError(place: Place, thrown: unknown, seconds = 0): SeatOutcome {
  const { code, words, details } = toLabError(thrown);
  const error = sent({ code, ...words, ...(details.node !== undefined && { node: details.node }) }) as ReportedError;
  const state = code === 'cancelled' ? 'cancelled' : away.includes(code) ? 'unreachable' : 'failed';
  return { ...place, state, changes: 0, seconds, away: [], error };
}
