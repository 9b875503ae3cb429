import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type AppRun, appRun } from '../bench/app-run.ts';
import { type Comparison, median, table } from '../bench/medians.ts';

/**
 * Compares the app with the same work done by hand, in turn on the same lab, and ten nodes with two.
 * Options: --times N (5), --iperf-seconds N (5), --no-ten.
 */
const call = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const script = path.join(root, 'resources', 'practice-lab', 'practice-lab');
const option = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};
const times = option('--times', 5);
const iperfSeconds = option('--iperf-seconds', 5);
const builds = ['--skip', 'interfaces,ping,iperf-native,iperf-overlay'];

const access = await mkdtemp(path.join(tmpdir(), 'overlay-lab-bench-'));
try {
  const two = await inLab('bench', 2, twoNodes);
  const ten = process.argv.includes('--no-ten') ? [] : await inLab('bench-ten', 10, (lab) => tenNodes(lab, two));
  console.log(
    `\nMedians of ${times} runs in turn; peer: bench/by-hand.sh for two nodes, the app on two nodes for ten.\n`,
  );
  console.log(table([...two.comparisons, ...ten]));
} finally {
  await rm(access, { recursive: true, force: true });
}

interface Two {
  comparisons: Comparison[];
  workers: number;
  reset: number;
}

async function inLab<T>(name: string, nodes: number, work: (directory: string) => Promise<T>): Promise<T> {
  const directory = path.join(access, name);
  console.log(`lab ${name}: ${nodes} nodes`);
  await call(script, ['up', name, '--nodes', String(nodes), '--access-dir', directory]);
  try {
    return await work(directory);
  } finally {
    await call(script, ['down', name]);
  }
}

async function twoNodes(directory: string): Promise<Two> {
  const lab = path.join(directory, 'lab.yaml');
  const hand = { build: [] as number[], undo: [] as number[], native: [] as number[], overlay: [] as number[] };
  const app = { build: [] as AppRun[], reset: [] as AppRun[], native: [] as number[], overlay: [] as number[] };
  for (let time = 1; time <= times; time += 1) {
    hand.build.push(await byHand(directory, 'build'));
    const rates = await byHand(directory, 'iperf');
    hand.native.push(rates[0] ?? Number.NaN);
    hand.overlay.push(rates[1] ?? Number.NaN);
    hand.undo.push(await byHand(directory, 'undo'));
    app.build.push(await appRun(['run', '--lab', lab, ...builds]));
    const measured = await appRun([
      'run',
      '--lab',
      lab,
      '--skip',
      'interfaces,ping',
      '--iperf-seconds',
      String(iperfSeconds),
    ]);
    app.native.push(rate(measured, 'native'));
    app.overlay.push(rate(measured, 'overlay'));
    app.reset.push(await appRun(['reset', '--lab', lab]));
    const line = [hand.build, hand.undo].map((all) => all.flat().at(-1)?.toFixed(2));
    console.log(
      `  ${time}: by hand ${line.join(' and ')} s, app ${app.build.at(-1)?.workers.toFixed(2)} and ${app.reset.at(-1)?.total.toFixed(2)} s`,
    );
  }
  const workers = median(app.build.map((run) => run.workers));
  const reset = median(app.reset.map((run) => run.total));
  const memory = Math.max(...[...app.build, ...app.reset].map((run) => run.memory));
  const handBuild = median(hand.build.flat());
  const comparisons: Comparison[] = [
    { what: 'workers running', ours: workers, peer: handBuild, unit: 's', goal: { atMost: 0.5 } },
    { what: 'reset (with proof)', ours: reset, peer: median(hand.undo.flat()), unit: 's', goal: { atMost: 0.6 } },
    { what: 'native bandwidth', ours: median(app.native), peer: median(hand.native), unit: 'Gbit/s' },
    { what: 'overlay bandwidth', ours: median(app.overlay), peer: median(hand.overlay), unit: 'Gbit/s' },
    { what: 'resident memory (peer: 150 MB)', ours: memory, peer: 150, unit: 'MB', goal: { atMost: 1 } },
  ];
  return { comparisons, workers, reset };
}

async function tenNodes(directory: string, two: Two): Promise<Comparison[]> {
  const lab = path.join(directory, 'lab.yaml');
  const builds10: AppRun[] = [];
  const resets10: AppRun[] = [];
  for (let time = 1; time <= Math.min(times, 3); time += 1) {
    builds10.push(await appRun(['run', '--lab', lab, ...builds]));
    resets10.push(await appRun(['reset', '--lab', lab]));
    console.log(`  ${time}: ${builds10.at(-1)?.workers.toFixed(2)} and ${resets10.at(-1)?.total.toFixed(2)} s`);
  }
  return [
    {
      what: '10 nodes: workers running',
      ours: median(builds10.map((run) => run.workers)),
      peer: two.workers,
      unit: 's',
      goal: { atMost: 2.5 },
    },
    {
      what: '10 nodes: reset',
      ours: median(resets10.map((run) => run.total)),
      peer: two.reset,
      unit: 's',
      goal: { atMost: 2.5 },
    },
  ];
}

/** Runs one part of the peer; `build` and `undo` print seconds, `iperf` two rates in Gbit/s. */
async function byHand(directory: string, verb: 'build' | 'undo'): Promise<number>;
async function byHand(directory: string, verb: 'iperf'): Promise<number[]>;
async function byHand(directory: string, verb: string): Promise<number | number[]> {
  const words = [path.join(root, 'bench', 'by-hand.sh'), verb, 'ssh_config', String(iperfSeconds)];
  const { stdout } = await call('bash', words, { cwd: directory });
  const numbers = stdout.trim().split(' ').slice(1).map(Number);
  return verb === 'iperf' ? numbers : (numbers[0] ?? Number.NaN);
}

function rate(run: AppRun, which: 'native' | 'overlay'): number {
  for (const event of run.events)
    if (event.type === 'measurement' && event.measurement.kind === 'bandwidth' && event.measurement.path === which)
      return event.measurement.bitsPerSecond / 1e9;
  return Number.NaN;
}
