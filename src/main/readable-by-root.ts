import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * A folder from which root can run a program: this one, or a copy of it. An AppImage is mounted by its person, and of such a
 * mount the kernel lets root read nothing. The copy's name is made of what is in it, so another version is another folder;
 * whatever in it is not as it should be is rewritten at each start.
 */
export async function readableByRoot(folder: string, dataDir: string, env = process.env): Promise<string> {
  if (!env.APPIMAGE) return folder;
  const parts = await readAll(folder);
  const copy = path.join(dataDir, 'programs', `practice-lab-${nameOf(parts)}`);
  for (const part of parts) if (!(await isThere(copy, part))) await put(copy, part);
  return copy;
}

interface Part {
  file: string;
  body: Buffer;
  mode: number;
}

async function readAll(folder: string): Promise<Part[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const parts = names.map(async (name) => {
    const [body, { mode }] = await Promise.all([readFile(name), stat(name)]);
    return { file: path.relative(folder, name), body, mode: (mode & 0o111) !== 0 ? 0o755 : 0o644 };
  });
  return (await Promise.all(parts)).toSorted((one, other) => (one.file < other.file ? -1 : 1));
}

function nameOf(parts: readonly Part[]): string {
  const hash = createHash('sha256');
  for (const { file, body, mode } of parts) hash.update(`${file}\0${mode}\0${body.length}\0`).update(body);
  return hash.digest('hex').slice(0, 16);
}

async function isThere(copy: string, { file, body, mode }: Part): Promise<boolean> {
  const to = path.join(copy, file);
  const found = await stat(to).catch(() => undefined);
  return found?.isFile() === true && (found.mode & 0o777) === mode && body.equals(await readFile(to));
}

/** Beside its place first: bash may be reading the file that stands there. */
async function put(copy: string, { file, body, mode }: Part): Promise<void> {
  const to = path.join(copy, file);
  const draft = `${to}.${randomUUID()}`;
  await mkdir(path.dirname(to), { recursive: true });
  await writeFile(draft, body, { flag: 'wx' });
  // Whatever this person's umask is.
  await chmod(draft, mode);
  await rename(draft, to);
}
