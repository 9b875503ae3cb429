import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bench, BenchOptions } from './bench.ts';
import { root } from './in-lab.ts';
import { type Comparison, median } from './medians.ts';

const cli = path.join(root, 'bin', 'overlay-lab.mjs');
const name = 'bench-class';
const partsOfSeats = ['up', 'check', 'run', 'reset'] as const;
type Part = (typeof partsOfSeats)[number];

/** Without a measurement, which would have to wait for its seconds however many are measured. */
const words: Record<Part, readonly string[]> = {
  up: ['up'],
  check: ['check'],
  run: ['run', '--to', 'containers'],
  reset: ['reset', '--yes'],
};

/** So many seats at once against that many times one seat by itself. */
export const classes: Bench = {
  name: 'class',
  what: 'up, check, run and reset of many seats at once against one seat in turn; --seats 1,5,10 says how many',
  run: (options) => compare(options),
};

async function compare({ times, seats = [1, 5, 10] }: BenchOptions): Promise<Comparison[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'overlay-lab-bench-'));
  const file = path.join(folder, 'class.yaml');
  const most = Math.max(...seats);
  await writeFile(file, `name: ${name}\nseats: ${most}\n`);
  const env = { ...process.env, XDG_DATA_HOME: path.join(folder, 'data'), XDG_STATE_HOME: path.join(folder, 'state') };
  const call = (part: Part | 'down', count: number) =>
    seconds(part === 'down' ? ['down', '--yes'] : words[part], ['--seats', `1-${count}`, file], env);
  try {
    // The base of all nodes, and the command line's one file, are made once.
    await call('up', 1);
    await call('down', 1);
    const one = await measured(1, times, call);
    const compared: Comparison[] = [];
    for (const count of seats) {
      const all = count === 1 ? one : await measured(count, times, call);
      for (const part of partsOfSeats) {
        const what = `${part}, ${count} seats against ${count} times one`;
        const peer = count * median(one[part]);
        compared.push({
          ...{ what, peer, ours: median(all[part]), unit: 's' },
          ...(count > 1 && { goal: { atMost: 0.7 } }),
        });
      }
    }
    return compared;
  } finally {
    await call('down', most);
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(
  count: number,
  times: number,
  call: (part: Part | 'down', count: number) => Promise<number>,
): Promise<Record<Part, number[]>> {
  const all: Record<Part, number[]> = { up: [], check: [], run: [], reset: [] };
  for (let time = 1; time <= times; time += 1) {
    for (const part of partsOfSeats) all[part].push(await call(part, count));
    await call('down', count);
    console.log(`  ${count} seats, ${time}: ${partsOfSeats.map((part) => all[part].at(-1)?.toFixed(1)).join(', ')} s`);
  }
  return all;
}

/** Of one call of the command line, as a person waits for it. */
async function seconds(verb: readonly string[], more: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [cli, 'class', ...verb, ...more], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`overlay-lab class ${verb.join(' ')} ended with ${status}`);
  return (performance.now() - started) / 1000;
}
