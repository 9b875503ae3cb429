import path from 'node:path';
import { appRun, building } from './app-run.ts';
import { bareScript } from './bare-script.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { inLab } from './in-lab.ts';
import { type Comparison, median } from './medians.ts';

/** Fewer rounds say nothing about a tenth more or less. */
const leastRounds = 7;

/**
 * The app against what the machine itself takes, in turn on the same two nodes. Both are whole processes: their own
 * start, the connections and the end of these are part of the time.
 */
export const bareTwo: Bench = {
  name: 'bare',
  what: 'the app on two nodes against bench/bare-parallel.sh, which checks, records and proves nothing',
  run: (options) => inLab('bench-bare', 2, (directory) => compareWithBare(directory, options)),
};

export async function compareWithBare(directory: string, { times }: BenchOptions): Promise<Comparison[]> {
  const words = ['--lab', path.join(directory, 'lab.yaml')];
  const script = { build: [] as number[], undo: [] as number[] };
  const app = { run: [] as number[], reset: [] as number[] };
  for (let time = 0; time <= Math.max(times, leastRounds); time += 1) {
    const round = [await bareScript(directory, 'build'), await bareScript(directory, 'undo')];
    round.push((await appRun(['run', ...words, ...building])).total, (await appRun(['reset', ...words])).total);
    const [build = 0, undo = 0, run = 0, reset = 0] = round;
    console.log(
      `  ${time}: script ${build.toFixed(2)} and ${undo.toFixed(2)} s, app ${run.toFixed(2)} and ${reset.toFixed(2)} s`,
    );
    // Whoever comes first reads from the disk, and makes the command line's one file where sources have changed.
    if (time === 0) continue;
    script.build.push(build);
    script.undo.push(undo);
    app.run.push(run);
    app.reset.push(reset);
  }
  return [
    {
      what: 'run to the workers',
      ours: median(app.run),
      peer: median(script.build),
      unit: 's',
      goal: { atMost: 1.15 },
    },
    { what: 'reset with proof', ours: median(app.reset), peer: median(script.undo), unit: 's', goal: { atMost: 1.3 } },
  ];
}
