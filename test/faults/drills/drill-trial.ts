import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beginDrill } from '../../../src/core/drills/begin-drill.ts';
import type { Drill } from '../../../src/core/drills/drill.ts';
import { healDrill } from '../../../src/core/drills/end-drill.ts';
import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import { english } from '../../../src/shared/texts/text.ts';
import { outlineOf, type TrackId } from '../../../src/shared/tracks/tracks.ts';
import { differencesOf, freshLab, mustPerform, perform, summary } from '../../support/nodes/run-lab.ts';
import { diagnose } from '../diagnosed/diagnose-trial.ts';
import type { Outcome } from '../results.ts';
import { givenAway } from './given-away.ts';

/** A line of the table: what the diagnosis named while the drill was running, and what a reset found afterwards. */
export interface DrillRow extends Outcome {
  row: number;
  named: string;
  /** What watch and status told of it while it was a surprise. */
  away: string;
  healed: string;
  reset: string;
  seconds: number;
}

export const drillTrialName = (track: TrackId, { id, row }: Drill): string => `drill ${track}: ${row} ${id}`;

const usual = (track: TrackId) => ({
  only: outlineOf(track)
    .steps.map(({ id }) => id)
    .filter((id) => !['iperf-native', 'iperf-overlay', 'tunnel'].includes(id)),
});

/** On fresh nodes: made, named by the diagnosis, healed by the app, made again, and healed by a reset. */
export async function tryDrill(track: TrackId, drill: Drill): Promise<DrillRow> {
  const fresh = await freshLab();
  const loaded = { ...fresh, lab: { ...fresh.lab, track } };
  const since = performance.now();
  const [problems, told] = [[] as string[], { named: '', away: '', healed: '', reset: '' }];
  const state = mkdtempSync(path.join(os.tmpdir(), 'overlay-lab-drills-'));
  const trusted = { ...loaded, ownFiles: true };
  const how = () => ({ prompts: noPrompts, signal: AbortSignal.timeout(180_000), state });
  const on = loaded.lab.nodes.at(-1)?.name;
  try {
    await mustPerform(loaded, { command: 'run', ...usual(track) });
    for (const end of ['heal', 'reset'] as const) {
      const begin = () => beginDrill(trusted, { drill: drill.id, on, isSurprise: end === 'heal' }, how());
      if (end === 'heal') {
        const lines = await givenAway(loaded, begin);
        told.away = lines.join(' | ') || 'nothing';
        if (lines.length > 0) problems.push(`given away: ${told.away}`);
      } else await begin();
      const { causes } = await diagnose(loaded);
      told.named = causes.map(({ row, nodes }) => `${row} on ${nodes.join(', ')}`).join('; ') || 'nothing';
      if (causes[0]?.row !== drill.row) problems.push(`named ${told.named}`);
      if (end === 'heal') {
        const left = await healDrill(trusted, how());
        told.healed = left.length === 0 ? 'whole' : left.map(english).join(' | ');
        if (left.length > 0) problems.push(`after healing: ${told.healed}`);
      }
    }
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  rmSync(state, { recursive: true, force: true });
  const differences = await resetAndCompare(loaded);
  told.reset = differences.length === 0 ? 'equal' : differences.join(' | ');
  if (differences.length > 0) problems.push(`reset: ${told.reset}`);
  return {
    ...{ name: drillTrialName(track, drill), row: drill.row, ...told },
    seconds: (performance.now() - since) / 1000,
    ...{ verdict: problems.length === 0 ? 'passed' : 'failed', detail: problems.join(' || ') },
  };
}

async function resetAndCompare(loaded: LoadedLab): Promise<string[]> {
  const reset = await perform(loaded, { command: 'reset' });
  if (reset.result.proofs.length === 0) return [`nothing was compared: ${summary(reset.result)}`];
  return [...(reset.result.ok ? [] : [summary(reset.result)]), ...differencesOf(reset)];
}
