import os from 'node:os';
import path from 'node:path';

/** Folder of the app's own files for this person: the list of labs, settings, accepted host keys, practice labs. */
export function dataDir(env: Readonly<Record<string, string | undefined>>): string {
  const home = env.HOME || os.homedir();
  return path.join(env.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'overlay-lab');
}

/** Host keys that were accepted in the app, where they do not belong into the person's own ~/.ssh/known_hosts. */
export const appKnownHosts = (env: Readonly<Record<string, string | undefined>>): string =>
  path.join(dataDir(env), 'known_hosts');

/** Where the app keeps what it must remember on this machine. A relative XDG_STATE_HOME counts as none, as XDG says. */
export function stateDir(env: Readonly<Record<string, string | undefined>>): string {
  const given = env.XDG_STATE_HOME;
  const home = env.HOME || os.homedir();
  return path.join(given && path.isAbsolute(given) ? given : path.join(home, '.local', 'state'), 'overlay-lab');
}
