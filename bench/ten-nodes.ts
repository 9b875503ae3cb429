import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type AppRun, appRun, building } from './app-run.ts';
import { bareScript } from './bare-script.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { inLab } from './in-lab.ts';
import { type Comparison, median } from './medians.ts';

/**
 * Ten nodes against two, both built by the app; and, for what the machine itself gives, the same two labs built by
 * bench/bare-parallel.sh, which does the same on all nodes at once and nothing else.
 */
export const tenNodes: Bench = {
  name: 'ten',
  what: 'ten nodes against two, by the app and by bench/bare-parallel.sh',
  async run(options) {
    const two = await inLab('bench-two', 2, (directory) => measure(directory, options));
    const ten = await inLab('bench-ten', 10, (directory) => measure(directory, options));
    return ['workers running', 'reset']
      .flatMap((what, index): Comparison[] => {
        const of = ({ app, bare }: Figures) => ({
          app: median(app.map((one) => one[index] ?? Number.NaN)),
          bare: median(bare.map((one) => one[index] ?? Number.NaN)),
        });
        const [small, large] = [of(two), of(ten)];
        return [
          { what: `${what}: 10 nodes against 2`, ours: large.app, peer: small.app, unit: 's', goal: { atMost: 2.5 } },
          { what: `  the bare script, 10 against 2`, ours: large.bare, peer: small.bare, unit: 's' },
          { what: `  10 nodes, app against bare script`, ours: large.app, peer: large.bare, unit: 's' },
        ];
      })
      .concat({ what: 'SSH connections a node', ours: ten.connections, peer: 1, unit: '', goal: { atMost: 1 } });
  },
};

interface Figures {
  /** Seconds until the workers ran and of taking it all back, a pair a time. */
  app: number[][];
  bare: number[][];
  connections: number;
}

async function measure(directory: string, { times }: BenchOptions): Promise<Figures> {
  const lab = path.join(directory, 'lab.yaml');
  const ports = [...(await readFile(lab, 'utf8')).matchAll(/\bport: (\d+)/g)].map(([, port]) => Number(port));
  const figures: Figures = { app: [], bare: [], connections: 0 };
  for (let time = 1; time <= Math.min(times, 3); time += 1) {
    const bare = [await bareScript(directory, 'build'), await bareScript(directory, 'undo')];
    const build = await appRun(['run', '--lab', lab, ...building], { ports });
    const reset = await appRun(['reset', '--lab', lab], { ports });
    figures.bare.push(bare);
    figures.app.push([build.workers, reset.total]);
    figures.connections = Math.max(figures.connections, build.connections / ports.length);
    const seconds = [...bare, build.workers, reset.total].map((one) => one.toFixed(2));
    console.log(`  ${time}: bare script ${seconds[0]} and ${seconds[1]} s, app ${seconds[2]} and ${seconds[3]} s`);
    console.log(`     processors: build ${share(build)}, reset ${share(reset)}`);
  }
  return figures;
}

function share({ cpu, total }: AppRun): string {
  return `${cpu.machine.toFixed(1)} s in ${total.toFixed(1)} s, of which the app ${cpu.app.toFixed(1)}`;
}
