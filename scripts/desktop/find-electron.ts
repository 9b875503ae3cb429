import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadElectron } from './download-electron.ts';
import { whyNoSandbox } from './sandbox.ts';

/** Electron's program, or one line that says why the app opens in a browser instead. */
export type Found = { program: string; why?: never } | { program?: never; why: string };

export interface Surroundings {
  /** Folder of the npm package `electron`, which comes without its program. */
  dir: string;
  /** Where a failed download is noted. */
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  uid: number | undefined;
  now: () => number;
  /** The package's own installer; resolves with why it failed where it did. */
  download: (dir: string, cacheDir: string) => Promise<string | undefined>;
  whyNoSandbox: (program: string) => string | undefined;
}

/** A browser shell needs a system that says who is at the other end of a connection. */
export const hasBrowserShell = (platform: NodeJS.Platform): boolean => ['linux', 'darwin'].includes(platform);

/** What happens without Electron; where nothing can, what the person can do. */
export const insteadOn = (platform: NodeJS.Platform): string =>
  hasBrowserShell(platform)
    ? 'the same app starts in a browser window'
    : 'nothing starts, because the browser window needs Linux or macOS. Allow access to github.com, or set a mirror in ELECTRON_MIRROR, then run npx install-electron and start again';
/** Between one failed download and the next: each costs the start seconds, or a minute where packets are swallowed. */
const retryMs = 60 * 60_000;

export async function findElectron(around: Surroundings): Promise<Found> {
  const { dir, env, platform, uid } = around;
  const instead = insteadOn(platform);
  if (platform === 'linux' && uid === 0) return { why: `Running as root, Electron would have no sandbox: ${instead}.` };
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return { why: `There is no display for Electron: ${instead}.` };
  const program = programIn(dir);
  const found = program ? { program } : await downloaded(around);
  const why = platform === 'linux' && found.program ? around.whyNoSandbox(found.program) : undefined;
  return why ? { why } : found;
}

async function downloaded({ dir, cacheDir, platform, now, download }: Surroundings): Promise<Found> {
  const instead = insteadOn(platform);
  const note = path.join(cacheDir, 'electron-download-failed');
  const failedAt = statSync(note, { throwIfNoEntry: false })?.mtimeMs;
  // A clock that was set back must not put the next try off for years.
  const waitMs = failedAt === undefined ? 0 : Math.min(failedAt + retryMs - now(), retryMs);
  if (waitMs > 0) {
    const minutes = Math.ceil(waitMs / 60_000);
    const how = `The next start after ${minutes} min tries again; to do it now: npx install-electron`;
    return { why: `Electron is not installed because its download failed: ${instead}. (${how})` };
  }
  const failure = await download(dir, cacheDir);
  const program = programIn(dir);
  if (program) {
    rmSync(note, { force: true });
    return { program };
  }
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(note, `${failure ?? ''}\n`);
  return { why: `Electron could not be downloaded (${failure || 'no reason given'}): ${instead}.` };
}

/** The package notes the name of its program when it has been unpacked. */
function programIn(dir: string): string | undefined {
  const note = path.join(dir, 'path.txt');
  if (!existsSync(note)) return undefined;
  const program = path.join(dir, 'dist', readFileSync(note, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export const electronOrWhy = (): Promise<Found> =>
  findElectron({
    dir: path.join(root, 'node_modules', 'electron'),
    cacheDir: path.join(root, 'node_modules', '.cache', 'overlay-lab'),
    env: process.env,
    platform: process.platform,
    uid: process.getuid?.(),
    now: Date.now,
    download: downloadElectron,
    whyNoSandbox,
  });
