import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { noPrompts } from '../src/core/remote/auth/prompts.ts';
import { connectNode } from '../src/core/remote/connect.ts';
import { type Lab, labSchema } from '../src/shared/lab/lab.ts';
import { type Asked, appRun, building } from './app-run.ts';
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
  run: (options) => inLab('trips', 2, (directory) => countTrips(directory, options)),
};

export async function countTrips(directory: string, { times }: BenchOptions): Promise<Comparison[]> {
  const lab = labSchema.parse(parse(await readFile(path.join(directory, 'lab.yaml'), 'utf8')));
  await using ways = await delayed(directory, lab);
  const counts = { connect: [] as number[], check: [] as number[], run: [] as number[], reset: [] as number[] };
  const words = ['--lab', ways.file];
  // The first start after a change of the sources makes the command line's one file.
  await appRun(['check', ...words]);
  const counted = async ([command = '', ...rest]: string[]) => {
    await rm(ways.askedFile, { force: true });
    // The last words of a connection that was closed before are none of this one's.
    ways.most();
    await appRun([command, ...rest], { askedFile: ways.askedFile });
    const lines = (await readFile(ways.askedFile, 'utf8')).trim().split('\n');
    const asked = lines.map((line) => JSON.parse(line) as Asked);
    const { node, trips } = ways.most();
    console.log(
      `${command}, ${trips.length} trips to ${node}:\n${chain(
        trips,
        asked.filter((one) => one.node === node),
      )}`,
    );
    return trips.length;
  };
  for (let time = 1; time <= times; time += 1) {
    ways.most();
    counts.connect.push(await connecting(directory, ways.lab, ways));
    counts.check.push(await counted(['check', ...words]));
    counts.run.push(await counted(['run', ...words, ...building]));
    counts.reset.push(await counted(['reset', ...words]));
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

/** What was asked on each trip, a line a trip. */
function chain(trips: readonly number[], asked: readonly Asked[]): string {
  const lines = trips.map((at, index) => {
    const [from, to] = [index === 0 ? 0 : at - slack, (trips[index + 1] ?? Number.POSITIVE_INFINITY) - slack];
    const words = asked.filter((one) => one.at >= from && one.at < to).map(({ what }) => what.slice(0, longestWord));
    return `  ${String(index + 1).padStart(3)} +${String(Math.round(at - (trips[0] ?? at))).padEnd(6)} ${words.join(' · ')}`;
  });
  return lines.join('\n');
}

/** Milliseconds from a question to its first byte on the way. */
const slack = 8;
const longestWord = 70;

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
  const askedFile = path.join(directory, 'asked.jsonl');
  await writeFile(knownHosts, known);
  await writeFile(file, stringify({ ...lab, nodes }));
  const most = () =>
    ways
      .map((way, at) => ({ node: lab.nodes[at]?.name ?? '', trips: way.trips() }))
      .reduce((one, other) => (other.trips.length > one.trips.length ? other : one));
  const dispose = () => stack.disposeAsync();
  return { file, askedFile, lab: { ...lab, nodes } as Lab, most, [Symbol.asyncDispose]: dispose };
}

async function connecting(
  baseDir: string,
  { nodes: [first] }: Lab,
  { most }: { most(): { trips: number[] } },
): Promise<number> {
  if (!first) throw new Error('the lab has no node');
  const { SSH_AUTH_SOCK: _, ...env } = process.env;
  const node = await connectNode({ ...first, baseDir, ownFiles: true }, { prompts: noPrompts, env });
  const { trips } = most();
  await node.close();
  most();
  return trips.length;
}
