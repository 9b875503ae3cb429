import type { KeptDrill } from '../../shared/drills/drill-state.ts';
import { LabError } from '../../shared/errors.ts';
import type { LabEvent, Proof, ReportedError } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import type { Measurement } from '../../shared/run/measurements.ts';
import type { StepId } from '../../shared/run/steps.ts';
import type { Table } from '../../shared/text/table.ts';
import { inWords, spoken, texts } from '../../shared/texts/text.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import { outlineOf, type TrackId } from '../../shared/tracks/tracks.ts';
import type { TypedEntry } from '../../shared/transcript/entry.ts';
import { inTime, type Measured, measuredByHand, newest } from '../../shared/transcript/measured.ts';
import { bandwidthRunsTable, bandwidthTable } from './bandwidth-table.ts';
import { cleaned } from './cleaned.ts';
import { drillTable, type WorkDrill, workDrills } from './drill-table.ts';
import { figuresOf, type Summary } from './figures.ts';
import { interfaceTable } from './interface-table.ts';
import { inNodeOrder } from './node-order.ts';
import { pingTable } from './ping-table.ts';
import { proofTable } from './proof-table.ts';
import { type ReportModel, reportModel } from './report-model.ts';
import { timelineTable } from './timeline.ts';
import { tunnelTable } from './tunnel-table.ts';
import { typedTable } from './typed-table.ts';
import { versionsTable } from './versions-table.ts';

/** All that is known of what was done in a lab. */
export interface LabWork {
  lab: string;
  track: TrackId;
  /** In the order of the lab file. */
  nodes: readonly string[];
  /** Of each kept run its events, in whatever order. */
  runs: readonly (readonly LabEvent[])[];
  typed: readonly TypedEntry[];
  /** How many other commands were typed, of which nothing is known. */
  others: number;
  /** All that were begun, as they are kept. */
  drills: readonly KeptDrill[];
}

/** Something that a run or a person had done in one part of the lesson. */
export type PartEntry = { at: string } & ({ run: ReportModel } | { typed: TypedEntry });

export interface WorkPart {
  id: string;
  title: string;
  steps: readonly StepId[];
  entries: PartEntry[];
}

/** With the time and the run, or the typed command, that it comes from. */
export interface TimedMeasurement {
  at: string;
  by: ReportModel | TypedEntry;
  measurement: Measurement;
}

export interface TimedProof {
  at: string;
  run: ReportModel;
  proof: Proof;
}

/** Everything that the report of a lab says, free of what could steer a terminal; each format only draws it. */
export interface WorkModel extends Pick<LabWork, 'lab' | 'track' | 'nodes' | 'others'> {
  /** Begin of the first thing and of the last, ISO 8601. */
  from: string;
  to: string;
  runs: ReportModel[];
  typed: readonly TypedEntry[];
  timeline: Table;
  parts: WorkPart[];
  errors: { run: ReportModel; error: ReportedError }[];
  /** Undefined where nothing was ever to be measured. */
  figures?: Summary;
  tables: Table[];
  measured: TimedMeasurement[];
  proofs: TimedProof[];
  drills: WorkDrill[];
}

/** Throws `not-found` where nothing was done yet. */
export function workModel(work: LabWork): WorkModel {
  const typed = cleaned([...work.typed]).toSorted((a, b) => a.at.localeCompare(b.at));
  const told = work.runs.filter(({ length }) => length > 0).map((events) => ({ events, model: reportModel(events) }));
  const sorted = told.toSorted((a, b) => a.model.startedAt.localeCompare(b.model.startedAt));
  const runs = sorted.map(({ model }) => model);
  const drills = workDrills(work.drills);
  const times = [...runs.map(({ startedAt }) => startedAt), ...[...typed, ...drills].map(({ at }) => at)].toSorted();
  const [from] = times;
  if (from === undefined)
    throw new LabError('not-found', texts.report.nothingDone({ lab: work.lab }), {
      remedy: texts.report.nothingDoneRemedy,
    });
  const measured = [...sorted.flatMap(measuredIn), ...typed.flatMap(measuredBy)].toSorted((a, b) =>
    a.at.localeCompare(b.at),
  );
  const { lab, track, others, nodes } = work;
  const figures = figuresNow(work.lab, sorted, typed);
  return {
    ...cleaned({ lab, track, nodes, others }),
    ...{ from, to: times.at(-1) ?? from, runs, typed, measured, drills },
    timeline: timelineTable(runs, typed, drills),
    parts: partsOf(work.track, runs, typed),
    errors: runs.flatMap((run) => run.errors.map((error) => ({ run, error }))),
    ...(figures && { figures }),
    tables: tablesOf(
      sorted.map(({ events }) => events),
      { figures, measured, nodes, drills },
    ),
    proofs: sorted.flatMap(({ events, model }) =>
      events.flatMap((event) =>
        event.type === 'proof' ? [{ at: event.at, run: model, proof: cleaned(inThisLanguage(event.proof)) }] : [],
      ),
    ),
  };
}

interface Told {
  events: readonly LabEvent[];
  model: ReportModel;
}

const measuredIn = ({ events, model }: Told): TimedMeasurement[] =>
  events.flatMap((event) =>
    event.type === 'measurement'
      ? [{ at: event.at, by: model, measurement: cleaned(inThisLanguage(event.measurement)) }]
      : [],
  );

const measuredBy = (entry: TypedEntry): TimedMeasurement[] =>
  entry.measurement ? [{ at: entry.at, by: entry, measurement: entry.measurement }] : [];

/** What Results shows: the newest bandwidth and the newest pings, by whatever way they were measured. */
function figuresNow(lab: string, runs: readonly Told[], typed: readonly TypedEntry[]): Summary | undefined {
  const views = runs.flatMap(({ events }) => viewOf(inThisLanguage(events)) ?? []);
  const back = views.findLast(({ command }) => command === 'undo' || command === 'reset');
  const all: Measured[] = inTime([...views, ...measuredByHand(lab, typed)]);
  const { bandwidth, ping } = newest(all, back?.startedAt);
  const last = views.findLast(({ command }) => command === 'run');
  if (!bandwidth && !ping && !last) return undefined;
  const measurements = [
    ...(bandwidth?.measurements.filter(({ kind }) => kind === 'bandwidth') ?? []),
    ...(ping?.measurements.filter(({ kind }) => kind === 'ping') ?? []),
  ];
  return cleaned(figuresOf({ measurements, steps: last?.steps ?? [] }, spoken.report.notMeasured));
}

function partsOf(track: TrackId, runs: readonly ReportModel[], typed: readonly TypedEntry[]): WorkPart[] {
  const outline = outlineOf(track);
  return outline.parts.map(({ id, steps }) => {
    const own = (step: StepId) => steps.includes(step);
    const entries: PartEntry[] = [
      ...runs.filter((run) => run.steps.some((step) => own(step.id))).map((run) => ({ at: run.startedAt, run })),
      ...typed.filter(({ step }) => own(step)).map((entry) => ({ at: entry.at, typed: entry })),
    ];
    const titles = outline.steps.filter((step) => own(step.id)).map(({ title }) => inWords(title));
    return { id, title: titles.join(', '), steps, entries: entries.toSorted((a, b) => a.at.localeCompare(b.at)) };
  });
}

/** Figures, then what each look at interfaces and tunnel saw last, then the drills, then the proof of each reset, then versions. */
function tablesOf(
  runs: readonly (readonly LabEvent[])[],
  {
    figures,
    measured,
    nodes,
    drills,
  }: Pick<WorkModel, 'measured' | 'nodes' | 'drills'> & { figures: Summary | undefined },
): Table[] {
  const order = { nodes: nodes.map((name) => ({ name, state: 'ready' as const })) };
  const views = runs.flatMap((events) => cleaned(viewOf(inThisLanguage(events))) ?? []);
  const lastWith = <K extends Measurement['kind']>(kind: K) => {
    const is = (one: Measurement): one is Extract<Measurement, { kind: K }> => one.kind === kind;
    return (views.findLast(({ measurements }) => measurements.some(is))?.measurements ?? []).filter(is);
  };
  const versions = views.findLast((view) => versionsTable(view));
  const dated = (table: Table | undefined, at: string) =>
    table && { ...table, caption: spoken.report.atTime({ time: minute(at), caption: table.caption }) };
  return [
    figures && bandwidthTable(figures),
    figures && pingTable(figures),
    bandwidthRunsTable(measured.flatMap(rateOf)),
    interfaceTable(inNodeOrder(order, lastWith('interface'), ({ node }) => node)),
    tunnelTable(inNodeOrder(order, lastWith('tunnel'), ({ node }) => node)),
    drillTable(drills),
    ...views.flatMap(({ proofs, startedAt }) => {
      const sorted = inNodeOrder(order, proofs, ({ node }) => node);
      return [dated(proofTable(sorted), startedAt), dated(typedTable(sorted), startedAt)];
    }),
    versions && versionsTable(versions),
  ].filter((table) => table !== undefined);
}

const rateOf = ({ at, by, measurement: rate }: TimedMeasurement) =>
  rate.kind === 'bandwidth' ? [{ at, isTyped: !('run' in by), rate }] : [];

/** `2025-03-04 10:00 UTC`. */
export const minute = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
