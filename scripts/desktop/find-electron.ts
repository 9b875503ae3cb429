import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Electron's program, or one line that says why the app opens in a browser instead. */
export type Found = { program: string; why?: never } | { program?: never; why: string };

export interface Surroundings {
  /** Folder of the npm package `electron`, which comes without its program. */
  dir: string;
  /** Where a failed download is noted: it is tried once. */
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  uid: number | undefined;
  /** The package's own installer; returns the last line it said where it failed. */
  install: (script: string) => string | undefined;
}

const instead = 'the same app starts in its browser shell';

export function findElectron({ dir, cacheDir, env, platform, uid, install }: Surroundings): Found {
  if (platform === 'linux' && uid === 0) return { why: `As root Electron would run without its sandbox: ${instead}.` };
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return { why: `There is no display for Electron: ${instead}.` };
  const there = programIn(dir);
  if (there) return { program: there };
  const note = path.join(cacheDir, 'electron-download-failed');
  if (existsSync(note))
    return { why: `Electron's program is not here: ${instead}. (npx install-electron downloads it.)` };
  console.error("Downloading Electron's program, once …");
  const failure = install(path.join(dir, 'install.js'));
  const now = programIn(dir);
  if (now) return { program: now };
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(note, `${failure ?? ''}\n`);
  return { why: `Electron's program cannot be downloaded (${failure || 'no reason given'}): ${instead}.` };
}

/** The package notes the name of its program when it has been unpacked. */
function programIn(dir: string): string | undefined {
  const note = path.join(dir, 'path.txt');
  if (!existsSync(note)) return undefined;
  const program = path.join(dir, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

/** Two minutes: some 120 MB, or a network that swallows packets. */
export function runInstaller(script: string): string | undefined {
  const { status, stderr, error } = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 120_000 });
  if (status === 0) return undefined;
  if (error) return (error as NodeJS.ErrnoException).code === 'ETIMEDOUT' ? 'no end after two minutes' : error.message;
  // A stack, whose first line says it all.
  return stderr.trim().split('\n')[0]?.slice(0, 200);
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export const electronOrWhy = (): Found =>
  findElectron({
    dir: path.join(root, 'node_modules', 'electron'),
    cacheDir: path.join(root, 'node_modules', '.cache', 'overlay-lab'),
    env: process.env,
    platform: process.platform,
    uid: process.getuid?.(),
    install: runInstaller,
  });
