import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Io } from '../io.ts';

/** From here, and from where the command line is one file. */
const program = fileURLToPath(new URL('../../../src/web/class/main.ts', import.meta.url));

/** Starts the server of a class as a program of its own, beside which the command line waits; resolves with its exit code. */
export type ServeClass = (words: readonly string[], io: Io) => Promise<number>;

export const serveClass: ServeClass = (words, io) => {
  const child = spawn(process.execPath, [...process.execArgv, program, ...words], {
    cwd: io.cwd,
    env: io.env,
    // It ends where this process is gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  const pass = (signal: NodeJS.Signals) => () => void child.kill(signal);
  // A terminal sends Ctrl-C to both.
  const passed = {
    SIGINT: io.stdin.isTTY ? () => {} : pass('SIGINT'),
    SIGTERM: pass('SIGTERM'),
    SIGHUP: pass('SIGHUP'),
  };
  const all = Object.entries(passed) as [NodeJS.Signals, () => void][];
  for (const [signal, listener] of all) io.signals.on(signal, listener);
  return new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 130));
  }).finally(() => {
    for (const [signal, listener] of all) io.signals.off(signal, listener);
  });
};
