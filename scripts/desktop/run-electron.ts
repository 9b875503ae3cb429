import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSocket } from '../build/build-socket.ts';
import { isOlder } from '../build/is-older.ts';
import { oneAtATime } from '../start/one-at-a-time.mjs';
import { insteadOn } from './find-electron.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the desktop app is built from, and the last file that a build writes. */
const sources = [
  'src',
  'resources/icons',
  'electron.vite.config.ts',
  'scripts/desktop/bundle',
  'scripts/start/bundle-languages.mjs',
  'package-lock.json',
];
const built = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** How Electron ended, or one line that says why it could not begin and the app opens in a browser instead. */
export type Ran = { status: number; why?: never } | { status?: never; why: string };

/** Builds the desktop app where it is missing or old, and runs it. */
export async function runElectron(program: string): Promise<Ran> {
  const waiting = () => console.error('Another start is building the app; waiting for it …');
  const status = isOlder(built, sources, root) ? await oneAtATime(buildSocket(root), buildDesktop, waiting) : 0;
  return status === 0 ? runDesktop(program, ['.']) : { status };
}

/** Resolves with an exit status; does nothing where what is there is of today's sources. */
export async function buildDesktop(): Promise<number> {
  if (!isOlder(built, sources, root)) return 0;
  console.error('Building the app …');
  const script = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, error } = await run(process.execPath, [script, 'build', '--logLevel', 'warn']);
  if (error) console.error(`${script} could not be started: ${error.message}`);
  return status ?? 1;
}

/** Chromium ends itself by one of these where it cannot go on. */
const crashes = new Set(['SIGTRAP', 'SIGABRT', 'SIGILL', 'SIGSEGV', 'SIGBUS', 'SIGSYS']);
/** What comes later is no failed start; the person saw a window. */
const earlyMs = 15_000;

/** A program that cannot be started, has not all its libraries (127), or crashes at once never showed a window. */
export async function runDesktop(program: string, words: readonly string[]): Promise<Ran> {
  const begun = performance.now();
  const { status, signal, error } = await run(program, words);
  const early = performance.now() - begun < earlyMs;
  const what =
    error?.message ?? (early && (status === 127 || crashes.has(signal ?? '')) ? (signal ?? 'status 127') : '');
  if (what) return { why: `Electron did not start here (${what}): ${insteadOn(process.platform)}.` };
  return { status: status ?? 1 };
}

interface End {
  status: number | null;
  signal?: NodeJS.Signals | null;
  /** It could not be started at all. */
  error?: Error;
}

/** Signals that come to us alone are handed on; Ctrl-C reaches the whole group by itself. */
function run(program: string, words: readonly string[]): Promise<End> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(program, words, { cwd: root, env, stdio: 'inherit' });
  const handOn = (signal: NodeJS.Signals) => void child.kill(signal);
  const wait = () => {};
  process.on('SIGTERM', handOn).on('SIGHUP', handOn).on('SIGINT', wait);
  return new Promise((resolve) => {
    const end = (how: End) => {
      process.off('SIGTERM', handOn).off('SIGHUP', handOn).off('SIGINT', wait);
      resolve(how);
    };
    child.on('error', (error) => end({ status: null, error }));
    child.on('close', (status, signal) => end({ status, signal }));
  });
}
