import { partReached } from '../../shared/class/parts.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { spoken } from '../../shared/texts/text.ts';
import { outlineOf } from '../../shared/tracks/tracks.ts';
import { type Cell, csvText } from '../report/csv-text.ts';
import type { LabEvidence } from './lab-evidence.ts';

export interface GradeRow {
  seat: string;
  student?: string | undefined;
  /** Absent where nothing was done. */
  done?: LabEvidence;
}

/** A row a seat, of its newest attempt: what was reached, by what way, figures, drills and whether the reset was proved. */
export function gradeBook(rows: readonly GradeRow[]): string {
  const { head } = spoken.evidence;
  const names = [head.seat, head.student, head.lab, head.labId, head.attempt, head.from, head.minutes];
  const way = [head.part, head.parts, head.partsOfTrack, head.runs, head.typed, head.errors];
  const figures = [head.native, head.overlay, head.ratio, head.drills, head.provedDrills, head.hints, head.reset];
  return csvText([[...names, ...way, ...figures], ...rows.map(cellsOf)]);
}

function cellsOf({ seat, student = '', done }: GradeRow): Cell[] {
  const last = done?.evidence.attempts.at(-1);
  if (!done || !last) return [seat, student];
  const { evidence, model } = done;
  const isOwn = (at: string) => at >= last.from && at <= last.to;
  const runs = model.runs.filter(({ startedAt }) => isOwn(startedAt));
  const typed = model.typed.filter(({ at }) => isOwn(at));
  const drills = model.drills.filter(({ at }) => isOwn(at));
  const outline = outlineOf(model.track);
  const built = new Set<StepId>(typed.map(({ step }) => step));
  for (const { command, steps } of runs)
    for (const { id, tasks } of command === 'run' ? steps : [])
      if (tasks.length > 0 && tasks.every(({ state }) => state === 'done')) built.add(id);
  const reached = partReached(outline, (step) => built.has(step));
  const parts = outline.parts.filter(({ steps }) => steps.every((step) => built.has(step))).length;
  const figures = model.figures;
  const mega = (rate: number | null | undefined) => (rate == null ? undefined : Math.round(rate / 1e6));
  const minutes = Math.round((Date.parse(last.to) - Date.parse(last.from)) / 60_000);
  return [
    ...[seat, student, evidence.lab, evidence.labId, evidence.attempts.length, last.from, minutes],
    ...[reached, parts, outline.parts.length, last.runs, last.typed],
    runs.reduce((sum, { errors }) => sum + errors.length, 0),
    ...[mega(figures?.nativeBitsPerSecond.value), mega(figures?.overlayBitsPerSecond.value)],
    figures?.ratio.value == null ? undefined : figures.ratio.value.toFixed(3),
    ...[drills.length, drills.filter(({ isProved }) => isProved).length],
    drills.reduce((sum, { hints }) => sum + hints, 0),
    last.reset === 'equal' ? spoken.evidence.provedEqual : spoken.evidence.notReset,
  ];
}
