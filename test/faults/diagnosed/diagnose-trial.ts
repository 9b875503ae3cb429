import { setTimeout as wait } from 'node:timers/promises';
import { diagnoseLab } from '../../../src/core/diagnose/diagnose-lab.ts';
import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import type { DiagnosisReport } from '../../../src/shared/diagnosis/report.ts';
import { outlineOf, type TrackId } from '../../../src/shared/tracks/tracks.ts';
import { tryInNode, untilInNode } from '../../support/nodes/practice.ts';
import { freshLab, mustPerform, namesOf } from '../../support/nodes/run-lab.ts';
import type { Outcome } from '../results.ts';
import type { DiagnosedFault } from './diagnosed-fault.ts';

/** A line of the table: what was named first, each time that the fault was made. */
export interface DiagnosedRow extends Outcome {
  row: number;
  named: string[];
  seconds: number[];
}

export const diagnosedName = ({ name, track, row }: DiagnosedFault): string => `diagnose ${track}: ${row} ${name}`;

/** The time in which a lab that was healed comes to itself again. */
const calmMs = 20_000;

export const diagnose = (loaded: LoadedLab): Promise<DiagnosisReport> =>
  diagnoseLab({ ...loaded, ownFiles: true }, { prompts: noPrompts, signal: AbortSignal.timeout(60_000) });

/** On fresh nodes, as a lab of this track that stands. */
export async function builtFor(track: TrackId): Promise<LoadedLab> {
  const fresh = await freshLab();
  const loaded = { ...fresh, lab: { ...fresh.lab, track } };
  const measured = ['iperf-native', 'iperf-overlay', 'tunnel'];
  const skip = outlineOf(track).steps.flatMap(({ id }) => (measured.includes(id) ? [id] : []));
  await mustPerform(loaded, { command: 'run', skip });
  return loaded;
}

/** Makes the fault, asks for its cause, heals it. */
export async function makeAndName(loaded: LoadedLab, fault: DiagnosedFault): Promise<DiagnosisReport> {
  const { name: lab } = loaded.lab;
  const made = await tryInNode(lab, fault.node, fault.inject);
  try {
    if (made.status !== 0) throw new Error(`it could not be made: ${made.stderr}`);
    return await diagnose(loaded);
  } finally {
    await tryInNode(lab, fault.node, fault.heal);
    if (fault.healed) for (const node of namesOf(loaded)) await untilInNode(lab, node, fault.healed, 60);
  }
}

/** Rows that are named while nothing is wrong any more; waits until the lab has come to itself. */
export async function namedWhenWell(loaded: LoadedLab): Promise<number[]> {
  const end = performance.now() + calmMs;
  for (;;) {
    const rows = (await diagnose(loaded)).causes.map(({ row }) => row);
    if (rows.length === 0 || performance.now() > end) return rows;
    await wait(1000);
  }
}

/** Each fault twice, with its heal, on a lab of its track. */
export async function tryDiagnosed(track: TrackId, faults: readonly DiagnosedFault[]): Promise<DiagnosedRow[]> {
  const loaded = await builtFor(track);
  const rows: DiagnosedRow[] = [];
  for (const fault of faults) rows.push(await tryOne(loaded, fault));
  return rows;
}

async function tryOne(loaded: LoadedLab, fault: DiagnosedFault): Promise<DiagnosedRow> {
  const [named, seconds]: [string[], number[]] = [[], []];
  const end = (problems: readonly string[]): DiagnosedRow => ({
    ...{ name: diagnosedName(fault), row: fault.row, named, seconds },
    ...{ verdict: problems.length === 0 ? 'passed' : 'failed', detail: problems.join(' | ') },
  });
  try {
    for (let time = 0; time < 2; time += 1) {
      const since = performance.now();
      const { causes } = await makeAndName(loaded, fault);
      seconds.push((performance.now() - since) / 1000);
      named.push(causes.map(({ row, nodes }) => `${row} on ${nodes.join(', ')}`).join('; ') || 'nothing');
      if (causes[0]?.row !== fault.row) return end([`named ${named.at(-1)}`]);
    }
    const alarms = await namedWhenWell(loaded);
    return end(alarms.length > 0 ? [`named when healed: ${alarms.join(', ')}`] : []);
  } catch (error) {
    return end([error instanceof Error ? error.message : String(error)]);
  }
}
