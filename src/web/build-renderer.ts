import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOlder } from './is-older.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const sources = ['src/renderer', 'src/shared', 'resources/lessons', 'resources/icons', 'package-lock.json'];
const built = ['out/renderer/index.html'];

/** Builds the window's files where they are missing or older than what they are made of; says so first. */
export async function buildRenderer(say: (line: string) => void): Promise<string> {
  const dir = path.join(root, 'out', 'renderer');
  if (!isOlder(built, sources, root)) return dir;
  const isThere = existsSync(path.join(dir, 'index.html'));
  const vite = await import('vite').catch(() => undefined);
  if (vite) {
    say(isThere ? 'Building the window anew …' : 'Building the window …');
    await vite.build({ configFile: path.join(root, 'src/renderer/vite.config.ts'), logLevel: 'error' });
  } else if (!isThere) throw new Error(`${dir} is missing, and vite is not installed to build it.`);
  return dir;
}
