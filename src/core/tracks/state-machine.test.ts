import fc from 'fast-check';
import { describe, it, vi } from 'vitest';
import { failedSequences } from '../machine/fixtures/failed-sequences.ts';
import { fakeGetJson, stage } from '../machine/fixtures/fake-etcd.ts';
import { type LabCommand, LabModel, labCommand } from '../machine/fixtures/lab-commands.ts';
import { useOwnLaptop } from '../machine/fixtures/own-laptop.ts';

vi.mock('../machine/tunnel-http.ts', () => ({ getJson: fakeGetJson }));
vi.mock('node:timers/promises', async () => (await import('../machine/fixtures/fake-time.ts')).quickTimers);

/** Sequences of a normal test run; `OVERLAY_LAB_SEQUENCES` asks for more. */
const sequences = Number(process.env.OVERLAY_LAB_SEQUENCES ?? 500);
/** The same sequences each time, so that a red build means a change; `OVERLAY_LAB_SEED` goes looking for new ones. */
const seed = Number(process.env.OVERLAY_LAB_SEED ?? 20_261_124);

async function play(commands: readonly LabCommand[]): Promise<void> {
  const model = new LabModel();
  stage.world = model.world;
  for (const command of commands) await model.play(command);
  await model.end();
}

describe('any sequence of plan, run, kill, resume, undo, reset, foreign edits and second apps', () => {
  useOwnLaptop();

  it('builds and takes back', () => play([{ do: 'run' }, { do: 'reset' }]));

  it.each(failedSequences)('%s', (_, commands) => play(commands));

  it(`keeps every promise, ${sequences} times`, { timeout: 60_000 + sequences * 200 }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(labCommand, { minLength: 1, maxLength: 10 }), play), {
      numRuns: sequences,
      seed,
    });
  });
});
