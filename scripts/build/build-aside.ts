import { lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** No build takes that long: what is older was left by one that was killed. */
const abandonedMs = 3_600_000;

/** As mkdtemp names a folder, and what is in one. */
const madeHere = /-[A-Za-z0-9]{6}$/;
const parts = ['new', 'old'];

/** Builds into a folder beside `dir` and puts it there when it is whole: nobody ever reads half of it. */
export async function buildAside(dir: string, build: (outDir: string) => Promise<unknown>): Promise<void> {
  await mkdir(path.dirname(dir), { recursive: true });
  await sweep(dir);
  const aside = await mkdtemp(`${dir}-`);
  const [made, old] = [path.join(aside, 'new'), path.join(aside, 'old')];
  try {
    await build(made);
    await rename(dir, old).catch(unlessGone);
    await rename(made, dir);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function sweep(dir: string): Promise<void> {
  const parent = path.dirname(dir);
  const start = `${path.basename(dir)}-`;
  const left = (await readdir(parent)).filter((name) => name.startsWith(start) && madeHere.test(name));
  for (const name of left) {
    const file = path.join(parent, name);
    const found = await lstat(file).catch(() => undefined);
    if (!found?.isDirectory() || found.mtimeMs > Date.now() - abandonedMs) continue;
    // Whatever else somebody put into it is theirs.
    const names = await readdir(file);
    if (names.every((name) => parts.includes(name))) await rm(file, { recursive: true, force: true });
  }
}

function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
