import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { texts } from '../../shared/texts/text.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { isOwn } from '../gates/own-file.ts';
import type { LoadedLab } from '../lab/load-lab.ts';
import { accessRoot } from '../practice/access.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the practice lab's program notes, as root, into which folders it wrote lab files and keys. */
export const accessNotes = '/run/overlay-lab-access';

/**
 * Whether a lab file is that of a practice lab of this machine: it lies where the practice lab writes them, only this
 * person and root can have put it there, and it leads to nothing but nodes behind this machine's own loopback address
 * and files in its own folder. A file that was downloaded has none of these places; its name proves nothing.
 */
export async function isOwnPractice({ lab, file }: LoadedLab, env: Env): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const folder = await realpath(path.dirname(file)).catch(() => undefined);
  if (folder === undefined || !lab.nodes.every(({ ssh }) => staysInside(ssh, folder))) return false;
  if (!(await areOwn([folder, path.join(folder, path.basename(file))]))) return false;
  return (await liesInPlace(folder, env)) || (await isNoted(folder));
}

function staysInside(ssh: LoadedLab['lab']['nodes'][number]['ssh'], folder: string): boolean {
  const inside = (file: string | undefined) =>
    file === undefined || path.resolve(folder, file).startsWith(folder + path.sep);
  return ssh.host === '127.0.0.1' && !ssh.passwordEnv && inside(ssh.identityFile) && inside(ssh.knownHosts);
}

async function liesInPlace(folder: string, env: Env): Promise<boolean> {
  const root = await realpath(accessRoot(env)).catch(() => undefined);
  return root !== undefined && path.dirname(folder) === root && (await areOwn([root]));
}

async function isNoted(folder: string): Promise<boolean> {
  const folderOfNotes = await lstat(accessNotes).catch(() => undefined);
  if (!folderOfNotes?.isDirectory() || folderOfNotes.uid !== 0 || (folderOfNotes.mode & 0o022) !== 0) return false;
  const names = await readdir(accessNotes).catch(() => []);
  const notes = names.map((name) =>
    readLocalFile(path.join(accessNotes, name), { what: texts.trust.practiceNote }, { most: 8192 }).catch(
      () => undefined,
    ),
  );
  return (await Promise.all(notes)).some((text) => text?.toString('utf8').replace(/\n$/, '') === folder);
}

/** None of them a link, all of them this person's or root's alone. */
async function areOwn(paths: readonly string[]): Promise<boolean> {
  const found = await Promise.all(paths.map((one) => lstat(one).catch(() => undefined)));
  return found.every((one) => one !== undefined && !one.isSymbolicLink() && isOwn(one));
}
