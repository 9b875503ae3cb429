import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventSchema, type LabEvent } from '../src/shared/run/events.ts';

const cli = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'overlay-lab.mjs');

/** Options of a run that builds everything and measures nothing. */
export const building = ['--skip', 'interfaces,ping,iperf-native,iperf-overlay,tunnel'];

const listening = `--import ${path.join(import.meta.dirname, 'tell-asked.mjs')}`;

/** What the app asked a node, and when (milliseconds since 1970); a line of JSON each in the file that `appRun` is given. */
export interface Asked {
  at: number;
  node: string;
  what: string;
}

export interface AppRun {
  /** Seconds from the start of the process, as a user waits for it, to its end. */
  total: number;
  /** Seconds until the last worker ran, where workers were started. */
  workers: number;
  /** Largest resident memory in MB, of all its processes together. */
  memory: number;
  /** Most TCP connections to the nodes' sshd that were seen at one time. */
  connections: number;
  /** Processor seconds of the app itself, and of everything on this machine, the nodes in it. */
  cpu: { app: number; machine: number };
  events: LabEvent[];
}

/** Runs the command line as a user would, and reads its events. `ports` are those of the nodes' sshd. */
export async function appRun(
  words: string[],
  { ports = [], askedFile }: { ports?: readonly number[]; askedFile?: string } = {},
): Promise<AppRun> {
  const started = performance.now();
  const busyBefore = busySeconds();
  const seconds = () => (performance.now() - started) / 1000;
  const child = spawn(process.execPath, [cli, ...words, '--json', '--yes'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(askedFile && { NODE_OPTIONS: listening, OVERLAY_LAB_BENCH_ASKED: askedFile }) },
  });
  const cpu = { app: 0, machine: 0 };
  const run: AppRun = { total: 0, workers: Number.NaN, memory: 0, connections: 0, cpu, events: [] };
  for await (const line of createInterface({ input: child.stdout })) {
    const event = eventSchema.parse(JSON.parse(line));
    run.events.push(event);
    const ended = event.type === 'task' && event.state === 'done';
    if (ended && event.step === 'workers') run.workers = seconds();
    const processes = await treeOf(child.pid);
    run.memory = Math.max(run.memory, await summed(processes, peakMemory));
    cpu.app = Math.max(cpu.app, await summed(processes, processorSeconds));
    if (ended) run.connections = Math.max(run.connections, await connectionsTo(ports));
  }
  run.total = seconds();
  cpu.machine = busySeconds() - busyBefore;
  const result = run.events.at(-1);
  if (result?.type !== 'result' || !result.ok)
    throw new Error(`overlay-lab ${words.join(' ')} failed: ${JSON.stringify(result)}`);
  return run;
}

/** A process and all below it: the app starts itself once more where it needs another Node, or other flags. */
async function treeOf(pid: number | undefined): Promise<number[]> {
  if (pid === undefined) return [];
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const below = await Promise.all(
    children
      .split(' ')
      .filter(Boolean)
      .map((child) => treeOf(Number(child))),
  );
  return [pid, ...below.flat()];
}

async function summed(processes: readonly number[], of: (pid: number) => Promise<number>): Promise<number> {
  const all = await Promise.all(processes.map(of));
  return all.reduce((sum, one) => sum + one, 0);
}

async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

/** Linux counts a process's time in ticks of 10 ms. */
async function processorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

function busySeconds(): number {
  const times = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return times.reduce((sum, one) => sum + one, 0) / 1000;
}

/** Established connections from this machine to these ports of 127.0.0.1, as their client's end shows them. */
async function connectionsTo(ports: readonly number[]): Promise<number> {
  const remote = new Set(ports.map((port) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`));
  const lines = (await readFile('/proc/net/tcp', 'utf8').catch(() => '')).split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , to = '', state]) => remote.has(to) && state === '01').length;
}
