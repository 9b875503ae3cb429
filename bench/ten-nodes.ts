import path from 'node:path';
import { type AppRun, appRun, building } from './app-run.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { inLab } from './in-lab.ts';
import { type Comparison, median } from './medians.ts';

/** Ten nodes against two, both built by the app. */
export const tenNodes: Bench = {
  name: 'ten',
  what: 'the app on ten nodes against the app on two',
  async run(options) {
    const two = await inLab('bench-two', 2, (directory) => measure(directory, options));
    const ten = await inLab('bench-ten', 10, (directory) => measure(directory, options));
    const goal = { atMost: 2.5 };
    const comparisons: Comparison[] = [
      { what: '10 nodes: workers running', ours: ten.workers, peer: two.workers, unit: 's', goal },
      { what: '10 nodes: reset', ours: ten.reset, peer: two.reset, unit: 's', goal },
    ];
    return comparisons;
  },
};

async function measure(directory: string, { times }: BenchOptions): Promise<{ workers: number; reset: number }> {
  const lab = path.join(directory, 'lab.yaml');
  const builds: AppRun[] = [];
  const resets: AppRun[] = [];
  for (let time = 1; time <= Math.min(times, 3); time += 1) {
    builds.push(await appRun(['run', '--lab', lab, ...building]));
    resets.push(await appRun(['reset', '--lab', lab]));
    console.log(`  ${time}: ${builds.at(-1)?.workers.toFixed(2)} and ${resets.at(-1)?.total.toFixed(2)} s`);
  }
  return { workers: median(builds.map((run) => run.workers)), reset: median(resets.map((run) => run.total)) };
}
