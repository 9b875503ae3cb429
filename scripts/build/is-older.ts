import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Whether any of the built files is missing, or older than any of the sources (files, or folders with all in them). */
export function isOlder(built: readonly string[], sources: readonly string[], root: string): boolean {
  const times = built.map((file) => timeOf(path.join(root, file)));
  if (times.some((time) => time === 0)) return true;
  return Math.min(...times) < Math.max(...sources.map((place) => newest(path.join(root, place))));
}

function timeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Folders count, too: their time tells of files that were taken away. */
function newest(place: string): number {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  return Math.max(found.mtimeMs, ...entries.map((entry) => timeOf(path.join(entry.parentPath, entry.name))));
}
