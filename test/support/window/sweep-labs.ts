import { practiceDown, practiceList } from '../../../src/core/practice/practice.ts';
import { ownerOf } from './lab-names.ts';

/** Removes labs of specs that were killed before they could, and those of `ending`, which is about to end. */
export async function sweepLabs(ending?: number): Promise<void> {
  const labs = await practiceList({ sudo: true });
  for (const { name } of labs) {
    const owner = ownerOf(name);
    if (owner !== undefined && (owner === ending || !isAlive(owner))) await practiceDown(name, { sudo: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
