import path from 'node:path';
import { type AppRun, appRun, building } from './app-run.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { call, inLab, root } from './in-lab.ts';
import { type Comparison, median } from './medians.ts';

/** The app against the tutorial typed by hand, in turn on one lab of two nodes. */
export const twoNodes: Bench = {
  name: 'two',
  what: 'the app on two nodes against bench/by-hand.sh',
  run: (options) => inLab('bench', 2, (directory) => compare(directory, options)),
};

async function compare(directory: string, { times, iperfSeconds }: BenchOptions): Promise<Comparison[]> {
  const lab = path.join(directory, 'lab.yaml');
  const hand = { build: [] as number[], undo: [] as number[], native: [] as number[], overlay: [] as number[] };
  const app = { build: [] as AppRun[], reset: [] as AppRun[], native: [] as number[], overlay: [] as number[] };
  const measuring = ['--skip', 'interfaces,ping,tunnel', '--iperf-seconds', String(iperfSeconds)];
  // The first start after a change of the sources makes the command line's one file.
  await appRun(['check', '--lab', lab]);
  for (let time = 1; time <= times; time += 1) {
    hand.build.push(...(await byHand(directory, 'build', iperfSeconds)));
    const [native = Number.NaN, overlay = Number.NaN] = await byHand(directory, 'iperf', iperfSeconds);
    hand.native.push(native);
    hand.overlay.push(overlay);
    hand.undo.push(...(await byHand(directory, 'undo', iperfSeconds)));
    const build = await appRun(['run', '--lab', lab, ...building]);
    const measured = await appRun(['run', '--lab', lab, ...measuring]);
    app.native.push(rate(measured, 'native'));
    app.overlay.push(rate(measured, 'overlay'));
    const reset = await appRun(['reset', '--lab', lab]);
    app.build.push(build);
    app.reset.push(reset);
    const seconds = [hand.build.at(-1), hand.undo.at(-1), build.workers, reset.total].map((one) => one?.toFixed(2));
    console.log(`  ${time}: by hand ${seconds[0]} and ${seconds[1]} s, app ${seconds[2]} and ${seconds[3]} s`);
  }
  const memory = Math.max(...[...app.build, ...app.reset].map((run) => run.memory));
  return [
    {
      what: 'workers running',
      ours: median(app.build.map((run) => run.workers)),
      peer: median(hand.build),
      unit: 's',
      goal: { atMost: 0.5 },
    },
    {
      what: 'reset (with proof)',
      ours: median(app.reset.map((run) => run.total)),
      peer: median(hand.undo),
      unit: 's',
      goal: { atMost: 0.6 },
    },
    { what: 'native bandwidth', ours: median(app.native), peer: median(hand.native), unit: 'Gbit/s' },
    { what: 'overlay bandwidth', ours: median(app.overlay), peer: median(hand.overlay), unit: 'Gbit/s' },
    { what: 'resident memory (peer: 150 MB)', ours: memory, peer: 150, unit: 'MB', goal: { atMost: 1 } },
  ];
}

/** Runs one part of the peer; `build` and `undo` print seconds, `iperf` two rates in Gbit/s. */
async function byHand(directory: string, verb: 'build' | 'undo' | 'iperf', iperfSeconds: number): Promise<number[]> {
  const words = [path.join(root, 'bench', 'by-hand.sh'), verb, 'ssh_config', String(iperfSeconds)];
  const { stdout } = await call('bash', words, { cwd: directory });
  return stdout.trim().split(' ').slice(1).map(Number);
}

function rate(run: AppRun, which: 'native' | 'overlay'): number {
  for (const event of run.events)
    if (event.type === 'measurement' && event.measurement.kind === 'bandwidth' && event.measurement.path === which)
      return event.measurement.bitsPerSecond / 1e9;
  return Number.NaN;
}
