import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSocket } from '../../src/web/build-socket.ts';
import { isOlder } from '../../src/web/is-older.ts';
import { oneAtATime } from '../start/one-at-a-time.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the desktop app is built from, and the last file that a build writes. */
const sources = ['src', 'resources/lessons', 'resources/icons', 'electron.vite.config.ts', 'package-lock.json'];
const built = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** Builds the desktop app where it is missing or old, and runs it; resolves with its exit status. */
export async function runElectron(program: string): Promise<number> {
  const waiting = () => console.error('The app is being built by another start; waiting for it …');
  const status = isOlder(built, sources, root) ? await oneAtATime(buildSocket(root), build, waiting) : 0;
  return status === 0 ? run(program, ['.']) : status;
}

async function build(): Promise<number> {
  if (!isOlder(built, sources, root)) return 0;
  console.error('Building the app …');
  const script = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  return run(process.execPath, [script, 'build', '--logLevel', 'warn']);
}

/** Signals that come to us alone are handed on; Ctrl-C reaches the whole group by itself. */
function run(program: string, words: readonly string[]): Promise<number> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(program, words, { cwd: root, env, stdio: 'inherit' });
  const handOn = (signal: NodeJS.Signals) => void child.kill(signal);
  const wait = () => {};
  process.on('SIGTERM', handOn).on('SIGHUP', handOn).on('SIGINT', wait);
  return new Promise((resolve) => {
    const end = (status: number) => {
      process.off('SIGTERM', handOn).off('SIGHUP', handOn).off('SIGINT', wait);
      resolve(status);
    };
    child.on('error', (error) => {
      console.error(`${program} cannot be started: ${error.message}`);
      end(1);
    });
    child.on('close', (status) => end(status ?? 1));
  });
}
