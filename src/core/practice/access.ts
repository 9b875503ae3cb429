import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { dataDir } from '../gates/places.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the practice lab writes lab files and keys unless it is told otherwise: a folder a lab. */
export function accessRoot(env: Env = process.env): string {
  return path.join(dataDir(env), 'practice');
}

/** The lab files there, by name of the lab: found without root, which asking the practice lab itself needs. */
export function practiceLabFiles(env: Env = process.env): { name: string; labFile: string }[] {
  const root = accessRoot(env);
  return namesIn(root)
    .map((name) => ({ name, labFile: path.join(root, name, 'lab.yaml') }))
    .filter(({ labFile }) => statSync(labFile, { throwIfNoEntry: false })?.isFile());
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).toSorted();
  } catch {
    return [];
  }
}
