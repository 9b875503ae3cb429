import { outcomeOfError } from '../../../core/class/outcome-of.ts';
import { atOnce, overSeats } from '../../../core/class/over-seats.ts';
import type { OpenSeat } from '../../../core/class/run-seat.ts';
import { cleaned } from '../../../core/report/cleaned.ts';
import type { SeatOutcome } from '../../../shared/class/outcome.ts';
import { partReached } from '../../../shared/class/parts.ts';
import { outlineOf } from '../../../shared/tracks/tracks.ts';
import type { NodeStatus } from '../../../shared/wire/node-status.ts';
import type { Action } from '../act.ts';
import { type ClassOptions, chosenSeats } from './class-options.ts';
import { type ClassWork, inClass } from './in-class.ts';
import { opened } from './run-seats.ts';

/** What stands at each seat now, by the nodes' own records; changes nothing. */
export const status: Action<ClassOptions, [string?]> = async (session, [file], options) => {
  const { loaded, chosen } = await chosenSeats(session, file, options);
  return inClass(session, { loaded, chosen, options, command: 'status' }, lookAll);
};

async function lookAll(at: ClassWork): Promise<SeatOutcome[]> {
  const { session, prompts, renderer, signal } = at;
  const { open, unopened } = await opened(at, 'status');
  for (const outcome of unopened) renderer.ended(outcome);
  const looked = await overSeats<OpenSeat>({
    ...{ seats: open, most: atOnce.runs, signal, tell: renderer },
    work: async ({ name, lab }) => {
      const started = performance.now();
      const { nodes } = cleaned(await session.deps.labStatus(lab, { prompts: prompts.of(name), signal }));
      signal.throwIfAborted();
      const place = { seat: name, lab: lab.lab.name, command: 'status' as const };
      return { ...place, ...standing(lab.lab.track, nodes), seconds: (performance.now() - started) / 1000 };
    },
    failed: ({ name, lab }, thrown) =>
      outcomeOfError({ seat: name, lab: lab.lab.name, command: 'status' }, signal.aborted ? signal.reason : thrown),
  });
  const all = [...unopened, ...looked];
  return at.seats.flatMap(({ name }) => all.find(({ seat }) => seat === name) ?? []);
}

function standing(track: Parameters<typeof outlineOf>[0], nodes: readonly NodeStatus[]) {
  const away = nodes.filter(({ unknown }) => unknown !== undefined);
  const changes = nodes.flatMap((node) => node.changes);
  const made = new Set(changes.map(({ step }) => step));
  const part = partReached(outlineOf(track), (step) => made.has(step), { builtOnly: true });
  const why = away[0]?.unknown;
  return {
    state: away.length > 0 ? ('unreachable' as const) : ('ok' as const),
    away: away.map(({ name }) => name),
    changes: changes.length,
    ...(part !== undefined && { part }),
    ...(why !== undefined && { error: { code: 'unreachable' as const, message: why, texts: {} } }),
  };
}
