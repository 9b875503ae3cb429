import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const sources = ['src/renderer', 'src/shared', 'resources/lessons', 'resources/icons', 'package-lock.json'];

/** Builds the window's files where they are missing or older than what they are made of; says so first. */
export async function buildRenderer(rendererDir: string, say: (line: string) => void): Promise<void> {
  const built = timeOf(path.join(rendererDir, 'index.html'));
  const made = Math.max(...sources.map((one) => newest(path.join(root, one))));
  if (built >= made) return;
  const { build } = await import('vite').catch(() => ({ build: undefined }));
  if (!build) {
    if (built > 0) return;
    throw new Error(`${rendererDir} is missing, and vite is not installed to build it.`);
  }
  say(built > 0 ? 'Building the window anew …' : 'Building the window …');
  await build({ configFile: path.join(root, 'src/renderer/vite.config.ts'), logLevel: 'error' });
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(place: string): number {
  if (!existsSync(place)) return 0;
  if (statSync(place).isFile()) return timeOf(place);
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  // Folders too: their time tells of files that were taken away.
  return Math.max(timeOf(place), ...entries.map((entry) => timeOf(path.join(entry.parentPath, entry.name))));
}
