import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { practiceDown, practiceUp } from '../../src/core/practice/practice.ts';
import type { FaultRow } from './fault.ts';
import type { Outcome } from './kill-trial.ts';
import { readOptions } from './options.ts';

/**
 * Kills and faults on real nodes, as a program: `--kills N --sequences N --seed N --only NAME`. Ends with tables in
 * Markdown and a line `N passed, N failed, N skipped`; status 1 where anything failed.
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

const remove = await raise();
// Only now: these read at once where the lab is.
const { campaign } = await import('./campaign.ts');
const { faultTable, killTable } = await import('./table.ts');
let rows: FaultRow[] = [];
let outcomes: Outcome[] = [];
try {
  ({ rows, outcomes } = await campaign(options, (line) => console.error(line)));
} finally {
  await remove();
}
const sequences = outcomes.filter(({ name }) => name.startsWith('sequence'));
const kills = outcomes.filter((one) => !sequences.includes(one));
if (kills.length > 0) console.log(`## Kills\n\n${killTable(kills)}\n`);
if (rows.length > 0) console.log(`## Faults\n\n${faultTable(rows)}\n`);
if (sequences.length > 0)
  console.log(`## Sequences\n\n${sequences.map(({ name, verdict }) => `- ${verdict}: ${name}`).join('\n')}\n`);
for (const { name, verdict, detail } of outcomes) if (verdict === 'failed') console.log(`- **${name}**: ${detail}`);
for (const row of rows)
  if (row.verdict === 'failed')
    console.log(`- **${row.name}**: ${[...row.problems, ...row.falseSuccess, ...row.differences].join(' | ')}`);
const all = [...outcomes, ...rows].map(({ verdict }) => verdict);
const count = (verdict: string) => all.filter((one) => one === verdict).length;
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exitCode = count('failed') > 0 ? 1 : 0;
