import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { environment, program } from './practice-lab.ts';

/** The window is built first where it must be. */
const startMs = 180_000;
/** The server has five seconds for its own end. */
const endMs = 15_000;

/** What `class serve` tells those who lead the class. */
export interface ServedClass {
  address: string;
  code: string;
  fingerprint: string;
  wall: string;
  /** Ends the server, as Ctrl-C does. */
  stop(): Promise<void>;
}

/** Serves a class on a port of loopback, with everything it keeps below `home`. */
export async function serveClass(home: string, file: string): Promise<ServedClass> {
  const words = ['--json', 'class', 'serve', file, '--listen', '127.0.0.1:0'];
  const child = spawn(process.execPath, [program, ...words], {
    env: environment(home),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const stderr = createInterface({ input: child.stderr });
  stderr.on('line', (line) => said.push(line));
  const gone = new Promise<string>((resolve) => child.once('exit', (status) => resolve(`it ended with ${status}`)));
  const first = new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const line = await soon(Promise.race([first, gone]), startMs);
  if (!line?.startsWith('{')) {
    child.kill('SIGKILL');
    throw new Error(`The class is not served: ${line ?? `nothing within ${startMs} ms`}\n${said.join('\n')}`);
  }
  return { ...(JSON.parse(line) as Omit<ServedClass, 'stop'>), stop: () => end(child, gone, said) };
}

async function end(child: ChildProcess, gone: Promise<string>, said: readonly string[]): Promise<void> {
  child.kill('SIGTERM');
  if ((await soon(gone, endMs)) !== undefined) return;
  child.kill('SIGKILL');
  throw new Error(`The server of the class did not end within ${endMs} ms.\n${said.join('\n')}`);
}

/** Undefined where it takes longer. */
async function soon<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
