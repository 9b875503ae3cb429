import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Comparison, comparisonSchema } from '../../shared/compare/comparison.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';

/** So many of a lab are kept. */
const most = 20;
const fileName = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.json$/;

const folderOf = (state: string, lab: string): string => path.join(state, lab, 'comparisons');

/** Keeps it as a file that only its owner can read; of a lab the newest ones stay. */
export async function keepComparison(state: string, comparison: Comparison): Promise<void> {
  const folder = folderOf(state, comparison.lab);
  const name = `${comparison.at.replaceAll(':', '-').replace(/\.\d+/, '')}.json`;
  await writePrivate(path.join(folder, name), `${JSON.stringify(comparison)}\n`);
  for (const old of (await namesIn(folder)).slice(most)) await rm(path.join(folder, old), { force: true });
}

/** The newest one first; what cannot be read is left out. */
export async function keptComparisons(state: string, lab: string, count = most): Promise<Comparison[]> {
  const folder = folderOf(state, lab);
  const names = (await namesIn(folder)).slice(0, count);
  const read = await Promise.all(
    names.map((name) => readJson(path.join(folder, name), comparisonSchema).catch(() => undefined)),
  );
  return read.flatMap((one) => one ?? []);
}

const namesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => fileName.test(name))
    .toSorted()
    .toReversed();
};
