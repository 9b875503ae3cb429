import { globSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Outcome, runSuite } from './run-suite.ts';
import { isBad, isLeftOut, tableOf } from './table.ts';

const allMs = 570_000;
const quickMs = 60_000;

/** Runs the chosen suites one after the other; gives the exit code. */
export async function runHostile(words: string[]): Promise<number> {
  const options = read(words);
  const files = globSync(path.join(import.meta.dirname, '..', '*.ts')).toSorted();
  const chosen = files.filter((file) => !options?.only || path.basename(file, '.ts') === options.only);
  if (!options || chosen.length === 0) {
    const names = files.map((file) => path.basename(file, '.ts')).join(', ');
    console.error(`Usage: npm run test:hostile [-- --only NAME] [--quick] [--results FILE]\nNames: ${names}`);
    return 2;
  }
  const quick = options.quick ?? false;
  const until = performance.now() + allMs;
  const outcomes: Outcome[] = [];
  for (const [index, file] of chosen.entries()) {
    const share = (until - performance.now()) / (chosen.length - index);
    outcomes.push(await runSuite({ file, quick, ms: quick ? quickMs : share, say: console.error }));
  }
  const table = tableOf(outcomes);
  console.log(table);
  if (options.results) await writeFile(options.results, `${table}\n`);
  return ended(outcomes);
}

function read(words: string[]) {
  try {
    const options = { only: { type: 'string' }, quick: { type: 'boolean' }, results: { type: 'string' } } as const;
    return parseArgs({ args: words, options }).values;
  } catch (error) {
    console.error((error as Error).message);
    return undefined;
  }
}

/** The line at the end counts suites: what one of them tried is in its row. */
function ended(outcomes: readonly Outcome[]): number {
  const failed = outcomes.filter(isBad).length;
  const leftOut = outcomes.filter((one) => isLeftOut(one) && !isBad(one));
  for (const { name, skipped } of leftOut) console.log(`skipped hostile ${name}: ${skipped}`);
  console.log(`${outcomes.length - failed - leftOut.length} passed, ${failed} failed, ${leftOut.length} skipped`);
  return failed > 0 ? 1 : 0;
}
