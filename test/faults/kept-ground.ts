import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testLab } from '../support/nodes/run-lab.ts';
import { type Ground, groundDifferences, prepareGround } from './ground.ts';

/**
 * Nodes with decoys on them, taken over from the last piece of the same campaign where they are still as they were; else
 * remade.
 */
export async function keptGround(folder: string | undefined, prepare?: () => Promise<Ground>): Promise<Ground> {
  const file = folder === undefined ? undefined : path.join(folder, 'ground.json');
  const kept = file === undefined || prepare ? undefined : await stillThere(file);
  if (kept) return kept;
  if (file !== undefined) rmSync(file, { force: true });
  const ground = await (prepare ?? prepareGround)();
  const { before, decoys } = ground;
  if (file !== undefined) writeFileSync(file, JSON.stringify({ before, decoys }));
  return ground;
}

async function stillThere(file: string): Promise<Ground | undefined> {
  try {
    const { before, decoys } = JSON.parse(readFileSync(file, 'utf8')) as Pick<Ground, 'before' | 'decoys'>;
    const ground = { loaded: await testLab(), before, decoys };
    return (await groundDifferences(ground)).length === 0 ? ground : undefined;
  } catch {
    return undefined;
  }
}
