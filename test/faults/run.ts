import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { practiceDown, practiceUp } from '../../src/core/practice/practice.ts';
import { readOptions } from './options.ts';
import { Results } from './results.ts';
import { summaryOf } from './table.ts';

/**
 * Kills and faults on real nodes, as a program: `--kills N --rows N --sequences N --seed N --only NAME`. A long campaign
 * is cut with `--minutes N --results DIR` and taken up again with the same words; `--summary` prints what stands there.
 * Ends with tables in Markdown and a line `N passed, N failed, N skipped`; status 1 where anything failed.
 */
const options = readOptions(process.argv.slice(2).filter((word) => word !== '--'));

/** A practice lab of its own, unless one is named; returns how it goes again. */
async function raise(): Promise<() => Promise<void>> {
  if (process.env.OVERLAY_LAB_TEST_LAB) return async () => undefined;
  const name = 'faults';
  const accessDir = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-faults-'));
  const { labFile } = await practiceUp({ name, nodes: 2, suite: 'bookworm', accessDir });
  process.env.OVERLAY_LAB_TEST_LAB = labFile;
  return async () => {
    await practiceDown(name);
    await rm(accessDir, { recursive: true, force: true });
  };
}

const results = new Results(options.results);
if (!options.summary) {
  const remove = await raise();
  try {
    // Only now: this reads at once where the lab is.
    const { campaign } = await import('./campaign.ts');
    await campaign(options, results, (line) => console.error(line));
  } finally {
    await remove();
  }
}
console.log(summaryOf(results.last));
const count = (verdict: string) => results.last.filter(({ end }) => end.verdict === verdict).length;
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exitCode = count('failed') > 0 ? 1 : 0;
