import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { spoken } from '../shared/texts/text.ts';

/** What the person is told of the window. */
export type Opened = { how: 'app' | 'browser' } | { how: 'not'; why: string };

export interface Surroundings {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  uid: number | undefined;
  isProgram: (file: string) => boolean;
  start: (program: string, words: readonly string[]) => Promise<boolean>;
  /** Folder for the window's own browser profile. */
  profile: string;
}

const chromiums = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

/**
 * Opens the address, which must hold no secret (arguments can be read by everyone), in a window of its own: Chromium without tabs where there is one, else the default browser.
 * As root it only says why not: Chromium runs as root without its sandbox alone, and what this window shows came from
 * other machines. The printed address can be opened in the browser of who called sudo, or through `ssh -L`.
 */
export async function openWindow(address: string, around: Surroundings): Promise<Opened> {
  const { env, platform, uid, isProgram, start } = around;
  if (uid === 0)
    return {
      how: 'not',
      why: spoken.web.notAsRoot,
    };
  const hasScreen = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (!hasScreen) return { how: 'not', why: spoken.web.noDisplay };
  const find = (name: string) =>
    (env.PATH ?? '')
      .split(path.delimiter)
      .filter((dir) => path.isAbsolute(dir))
      .map((dir) => path.join(dir, name))
      .find(isProgram);
  const chromium = platform === 'linux' ? chromiums.map(find).find((file) => file !== undefined) : undefined;
  if (chromium && (await start(chromium, chromiumWords(address, around.profile)))) return { how: 'app' };
  const opener = platform === 'darwin' ? '/usr/bin/open' : platform === 'linux' ? find('xdg-open') : undefined;
  if (opener && (await start(opener, [address]))) return { how: 'browser' };
  return { how: 'not', why: spoken.web.noBrowser };
}

function chromiumWords(address: string, profile: string): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}

export const surroundings = (profile: string): Surroundings => ({
  env: process.env,
  platform: process.platform,
  uid: process.getuid?.(),
  isProgram,
  start: startDetached,
  profile,
});

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** True when it was started; the window outlives us if it wants to. */
function startDetached(program: string, words: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { detached: true, stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
