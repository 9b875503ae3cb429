import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { oneAtATime } from '../start/one-at-a-time.mjs';
import { buildAside } from './build-aside.ts';
import { buildSocket } from './build-socket.ts';
import { isOlder } from './is-older.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const sources = ['src/renderer', 'src/shared', 'resources/icons', 'package-lock.json'];
const built = ['out/renderer/index.html', 'out/renderer/class.html'];

interface Place {
  root: string;
  /** What builds into a folder; undefined where there is nothing to build with. */
  findBuild: () => Promise<((outDir: string) => Promise<unknown>) | undefined>;
}

/** Builds the window's files where they are missing or older than what they are made of; says so first. */
export async function buildRenderer(say: (line: string) => void, place: Place = here): Promise<string> {
  const dir = path.join(place.root, 'out', 'renderer');
  const isOld = () => isOlder(built, sources, place.root);
  const work = async () => {
    if (!isOld()) return;
    const isThere = existsSync(path.join(dir, 'index.html'));
    const build = await place.findBuild();
    if (build) {
      say(isThere ? 'Rebuilding the window …' : 'Building the window …');
      await buildAside(dir, build);
    } else if (!isThere) throw new Error(`${dir} is missing, and vite is not installed to build it.`);
  };
  const waiting = () => say('Another start is building the window; waiting for it …');
  if (isOld()) await oneAtATime(buildSocket(place.root), work, waiting);
  return dir;
}

const here: Place = {
  root,
  async findBuild() {
    const vite = await import('vite').catch(() => undefined);
    const configFile = path.join(root, 'src/renderer/vite.config.ts');
    return vite && ((outDir) => vite.build({ configFile, logLevel: 'error', build: { outDir } }));
  },
};
