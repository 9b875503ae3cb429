import fc from 'fast-check';
import { describe, it, vi } from 'vitest';
import { type TrackId, trackIds } from '../../shared/tracks/tracks.ts';
import { failedSequences } from '../machine/fixtures/failed-sequences.ts';
import { type LabCommand, LabModel, labCommand } from '../machine/fixtures/lab-commands.ts';
import { useOwnLaptop } from '../machine/fixtures/own-laptop.ts';

vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

/** Sequences of a normal test run; `OVERLAY_LAB_SEQUENCES` asks for more. */
const sequences = Number(process.env.OVERLAY_LAB_SEQUENCES ?? 500);
/** The same sequences each time, so that a red build means a change; `OVERLAY_LAB_SEED` goes looking for new ones. */
const seed = Number(process.env.OVERLAY_LAB_SEED ?? 20_261_124);

/** Labs of three nodes are slower, and mostly the same. */
const sizes = [
  { nodes: 2, times: sequences },
  { nodes: 3, times: Math.ceil(sequences / 5) },
];

async function play(track: TrackId, nodes: number, commands: readonly LabCommand[]): Promise<void> {
  const model = new LabModel(track, nodes);
  for (const command of commands) await model.play(command);
  await model.end();
}

describe.each(trackIds)(
  'any sequence of plan, run, kill, resume, undo, reset, foreign edits and second apps: %s',
  (track) => {
    useOwnLaptop();

    it.each(sizes)('builds and takes back $nodes nodes', ({ nodes }) =>
      play(track, nodes, [{ do: 'run' }, { do: 'reset' }]),
    );

    it.each(failedSequences.filter(({ of }) => of === track))('$fault', ({ nodes = 2, commands }) =>
      play(track, nodes, commands),
    );

    it.each(sizes)(
      'keeps every promise on $nodes nodes, $times times',
      { timeout: 60_000 + sequences * 200 },
      async ({ nodes, times }) => {
        const sequence = fc.array(labCommand(track, nodes), { minLength: 1, maxLength: 10 });
        await fc.assert(
          fc.asyncProperty(sequence, (commands) => play(track, nodes, commands)),
          { numRuns: times, seed },
        );
      },
    );
  },
);
