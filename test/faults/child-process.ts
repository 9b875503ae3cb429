import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadedLab } from '../../src/core/lab/load-lab.ts';
import type { LabEvent } from '../../src/shared/run/events.ts';
import type { ChildOrder } from './kill-points.ts';

const program = fileURLToPath(new URL('./child.ts', import.meta.url));

export interface ChildEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  events: LabEvent[];
  stderr: string;
}

export interface Child {
  readonly pid: number | undefined;
  readonly events: LabEvent[];
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<ChildEnd>;
}

/** The app in a process of its own, doing what a request says. */
export function startChild(
  loaded: LoadedLab,
  request: ChildOrder['request'],
  extra: Pick<ChildOrder, 'kill'> = {},
): Child {
  const options = { iperfSeconds: 1, ...request.options };
  const order: ChildOrder = { labFile: loaded.file, request: { ...request, options }, ...extra };
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'pipe'] });
  const events: LabEvent[] = [];
  let rest = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) events.push(JSON.parse(line) as LabEvent);
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(JSON.stringify(order));
  const ended = new Promise<ChildEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, events, stderr }));
  });
  return { pid: child.pid, events, kill: (signal) => void child.kill(signal), ended };
}
