import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventSchema, type LabEvent } from '../src/shared/events.ts';

const cli = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'overlay-lab.mjs');

/** Options of a run that builds everything and measures nothing. */
export const building = ['--skip', 'interfaces,ping,iperf-native,iperf-overlay'];

export interface AppRun {
  /** Seconds from the start of the process, as a user waits for it, to its end. */
  total: number;
  /** Seconds until the last worker ran, where workers were started. */
  workers: number;
  /** Largest resident memory in MB. */
  memory: number;
  events: LabEvent[];
}

/** Runs the command line as a user would, and reads its events. */
export async function appRun(words: string[]): Promise<AppRun> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const child = spawn(process.execPath, [cli, ...words, '--json', '--yes'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const run: AppRun = { total: 0, workers: Number.NaN, memory: 0, events: [] };
  for await (const line of createInterface({ input: child.stdout })) {
    const event = eventSchema.parse(JSON.parse(line));
    run.events.push(event);
    if (event.type === 'task' && event.step === 'workers' && event.state === 'done') run.workers = seconds();
    run.memory = Math.max(run.memory, await peakMemory(child.pid));
  }
  run.total = seconds();
  const result = run.events.at(-1);
  if (result?.type !== 'result' || !result.ok)
    throw new Error(`overlay-lab ${words.join(' ')} failed: ${JSON.stringify(result)}`);
  return run;
}

async function peakMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}
