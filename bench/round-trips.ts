import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { noPrompts } from '../src/core/remote/auth/prompts.ts';
import { connectNode } from '../src/core/remote/connect.ts';
import { type Lab, labSchema } from '../src/shared/lab/lab.ts';
import { appRun, building } from './app-run.ts';
import type { Bench, BenchOptions } from './bench.ts';
import { type DelayedSsh, delayedSsh } from './delayed-ssh.ts';
import { inLab } from './in-lab.ts';
import { type Comparison, median } from './medians.ts';

/** Each way, as to a machine on another continent. */
const delayMs = 50;

/** How many round trips one after another there may be; the peer of each count. */
const goals = { connect: 5, check: 8, run: 35, reset: 30 };

/** What the app asks of a node that is far away. */
export const roundTrips: Bench = {
  name: 'trips',
  what: `round trips one after another to nodes that are ${2 * delayMs} ms away, against how many there may be`,
  run: (options) => inLab('trips', 2, (directory) => count(directory, options)),
};

async function count(directory: string, { times }: BenchOptions): Promise<Comparison[]> {
  const lab = labSchema.parse(parse(await readFile(path.join(directory, 'lab.yaml'), 'utf8')));
  await using ways = await delayed(directory, lab);
  const counts = { connect: [] as number[], check: [] as number[], run: [] as number[], reset: [] as number[] };
  const words = ['--lab', ways.file];
  // The first start after a change of the sources makes the command line's one file.
  await appRun(['check', ...words]);
  for (let time = 1; time <= times; time += 1) {
    ways.most();
    counts.connect.push(await connecting(directory, ways.lab, ways));
    await appRun(['check', ...words]);
    counts.check.push(ways.most());
    await appRun(['run', ...words, ...building]);
    counts.run.push(ways.most());
    await appRun(['reset', ...words]);
    counts.reset.push(ways.most());
    const last = Object.values(counts).map((all) => all.at(-1));
    console.log(`  ${time}: connecting ${last[0]}, check ${last[1]}, run to the workers ${last[2]}, reset ${last[3]}`);
  }
  const line = (what: string, of: keyof typeof goals): Comparison => ({
    what,
    ours: median(counts[of]),
    peer: goals[of],
    unit: 'trips',
    goal: { atMost: 1 },
  });
  return [
    line('connecting, the key known', 'connect'),
    line('check', 'check'),
    line('run to the workers', 'run'),
    line('reset with proof', 'reset'),
  ];
}

/** The lab by ways that take longer; `most` gives the trips to the node that had most, since it was last asked. */
async function delayed(directory: string, lab: Lab) {
  const stack = new AsyncDisposableStack();
  const ways: DelayedSsh[] = [];
  const knownHosts = path.join(directory, 'known_hosts');
  let known = await readFile(knownHosts, 'utf8');
  for (const { ssh } of lab.nodes) {
    const way = stack.use(await delayedSsh(ssh?.port ?? 22, delayMs));
    ways.push(way);
    known += known.replaceAll(`[127.0.0.1]:${ssh?.port} `, `[127.0.0.1]:${way.port} `);
  }
  const nodes = lab.nodes.map((node, at) => ({ ...node, ssh: { ...node.ssh, port: ways[at]?.port } }));
  const file = path.join(directory, 'far-lab.yaml');
  await writeFile(knownHosts, known);
  await writeFile(file, stringify({ ...lab, nodes }));
  const most = () => Math.max(...ways.map((way) => way.trips()));
  const dispose = () => stack.disposeAsync();
  return { file, lab: { ...lab, nodes } as Lab, most, [Symbol.asyncDispose]: dispose };
}

async function connecting(baseDir: string, { nodes: [first] }: Lab, { most }: { most(): number }): Promise<number> {
  if (!first) throw new Error('the lab has no node');
  const { SSH_AUTH_SOCK: _, ...env } = process.env;
  const node = await connectNode({ ...first, baseDir, ownFiles: true }, { prompts: noPrompts, env });
  const trips = most();
  await node.close();
  most();
  return trips;
}
