import type { KeptDrill } from '../../shared/drills/drill-state.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { LabEvent } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import { outlineOf, type TrackId, trackIds } from '../../shared/tracks/tracks.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import type { LabWork } from '../report/work-model.ts';
import { keptRunsOf } from './history.ts';
import { readRun } from './read-run.ts';

/** What was typed in the lab's terminals. */
interface Typed {
  entries: readonly TypedEntry[];
  others: number;
}

/** All that is kept of what was done in a lab; a run whose file cannot be read is left out. */
export async function labWork(
  lab: Lab,
  state: string,
  { typed, drills }: { typed: Typed; drills: readonly KeptDrill[] },
): Promise<LabWork> {
  const runs: LabEvent[][] = [];
  for (const file of keptRunsOf(lab.name, state)) runs.push(await readRun(file).catch(() => []));
  const nodes = lab.nodes.map(({ name }) => name);
  return { lab: lab.name, track: lab.track, nodes, runs, typed: typed.entries, others: typed.others, drills };
}

/** One run as all that was done, for events that come alone. */
export function workOfRun(events: readonly LabEvent[]): LabWork {
  const view = viewOf(events);
  const steps = view?.steps.map(({ id }) => id) ?? [];
  const hasAll = (id: TrackId) => steps.every((step) => outlineOf(id).steps.some((one) => one.id === step));
  const track = trackIds.find(hasAll) ?? 'etcd';
  const nodes = view?.nodes.map(({ name }) => name) ?? [];
  return { lab: view?.lab ?? '', track, nodes, runs: [events], typed: [], others: 0, drills: [] };
}
