import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Kernel {
  /** A setting below /proc/sys; undefined where this kernel has none of the name. */
  setting: (name: string) => string | undefined;
  /** Owner and mode of a file; undefined where there is none. */
  file: (name: string) => { uid: number; mode: number } | undefined;
}

const thisKernel: Kernel = {
  setting: (name) => {
    try {
      return readFileSync(path.join('/proc/sys', name), 'utf8').trim();
    } catch {
      return undefined;
    }
  },
  file: (name) => statSync(name, { throwIfNoEntry: false }),
};

/** Settings that keep user namespaces from ordinary programs, each with the value that does. */
const restrictions = [
  ['kernel/apparmor_restrict_unprivileged_userns', '1'],
  ['kernel/unprivileged_userns_clone', '0'],
  ['user/max_user_namespaces', '0'],
] as const;

/**
 * Why Chromium would get no sandbox here: Electron then ends itself by a signal before a line of ours runs. It needs user
 * namespaces, or a helper beside it that is root's and set-uid, which npm cannot install.
 */
export function whyNoSandbox(program: string, kernel = thisKernel): string | undefined {
  const helper = path.join(path.dirname(program), 'chrome-sandbox');
  const found = kernel.file(helper);
  if (found?.uid === 0 && (found.mode & 0o4001) === 0o4001) return undefined;
  const [restriction] = restrictions.find(([name, value]) => kernel.setting(name) === value) ?? [];
  if (!restriction) return undefined;
  const name = restriction.replace('/', '.');
  const quoted = `'${helper.replaceAll("'", "'\\''")}'`;
  return `This system does not allow user namespaces for ordinary programs (${name}), so Electron would have no sandbox: the same app starts in a browser window. (For the desktop app: sudo chown root:root ${quoted} && sudo chmod 4755 ${quoted})`;
}
