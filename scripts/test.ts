/**
 * `npm test`: everything. Installs what the tests need, runs them against practice labs of their own, and ends with a
 * line of its own: `N passed, N failed, N skipped`. `-- --unit` leaves out all that needs more than this checkout.
 */

import { practiceInstall, practiceRequirements } from '../src/core/practice/practice.ts';
import { raiseTestLabs, sparse, type TestLabs, whyThereIsNone } from '../test/support/nodes/test-labs.ts';
import { browserProgram } from '../test/support/window/browser.ts';
import { sweepLabs } from '../test/support/window/sweep-labs.ts';
import { installPackaging } from './desktop/build-package.ts';
import { type Counts, plainLine, settle, sum } from './test/counts.ts';
import { installNeeds } from './test/debian-needs.ts';
import { leaveOut, runPlain, runProject, runSpecs } from './test/suites.ts';

const words = process.argv.slice(2);
const unknown = words.filter((word) => word !== '--unit');
const canHaveLab = process.platform === 'linux' && process.getuid?.() === 0;
const labSuites = 'test/lab/**/*.test.ts';
const shellSuite = 'resources/practice-lab/test.sh';
const specs = 'e2e/*.spec.ts';
const cloneSuite = 'test/bootstrap/fresh-clone.sh';
const hostileSuites = 'scripts/hostile.ts';

let stopped: number | undefined;
const abort = new AbortController();
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)
  process.on(signal, () => {
    stopped ??= status;
    abort.abort();
  });

if (unknown.length > 0) {
  console.error(`Unknown option ${unknown.join(' ')}. Usage: npm test [-- --unit]`);
  process.exitCode = 2;
} else {
  process.exitCode = await testAll();
}

async function testAll(): Promise<number> {
  const missing = await installNeeds({ forUnit: words.includes('--unit') });
  if (missing.length > 0)
    console.log(`Missing on this machine, so tests that need it are skipped: ${missing.join(', ')}`);
  if (!words.includes('--unit')) await installPackaging().catch((error: Error) => console.log(error.message));
  const unit = [await runProject('unit')];
  // With the flags of V8 that the app is started with.
  const flags = process.execArgv;
  if (stopped === undefined) unit.push(await runPlain(process.execPath, ...flags, hostileSuites, '--quick'));
  const withLab = stopped === undefined ? await testWithLab() : [];
  const clone = await testClone();
  const all = sum([...unit, ...withLab, ...clone]);
  for (const note of all.notes) console.log(note);
  for (const { count, reason } of all.skipped) console.log(`skipped ${count}: ${reason}`);
  const mustRun =
    process.env.CI === 'true' && canHaveLab && withLab.some(({ passed, failed }) => passed + failed === 0);
  if (mustRun)
    console.log('This machine should have run the tests with a lab: skipping them counts as a failure here.');
  console.log(plainLine(all));
  return stopped ?? (all.failed > 0 || all.passed === 0 || mustRun ? 1 : 0);
}

async function testClone(): Promise<Counts[]> {
  if (stopped !== undefined) return [];
  return [words.includes('--unit') ? leaveOut(cloneSuite, '--unit was given') : await runPlain(cloneSuite)];
}

async function testWithLab(): Promise<Counts[]> {
  const leave = (reason: string) => [labSuites, shellSuite, specs].map((suite) => leaveOut(suite, reason));
  if (words.includes('--unit')) return leave('--unit was given');
  const labs = await raise().catch((error: unknown) => error);
  if (!areLabs(labs)) {
    const reason = stopped === undefined ? whyThereIsNone(labs) : 'stopped';
    if (reason !== undefined) return leave(reason);
    console.error('The practice labs for the tests did not start:', labs);
    return [settle(undefined, 1)];
  }
  process.env.OVERLAY_LAB_TEST_LAB = labs.labFiles;
  const counts = [await runProject('lab')];
  await labs.remove().catch((error: unknown) => {
    console.error('The practice labs for the tests could not be removed:', error);
    counts.push(settle(undefined, 1));
  });
  for (const run of [() => runPlain(shellSuite), testWindow]) if (stopped === undefined) counts.push(await run());
  return counts;
}

/** The end-to-end specs have labs of their own. */
async function testWindow(): Promise<Counts> {
  if (!browserProgram()) return leaveOut(specs, 'Chromium is not installed and could not be installed');
  const counts = await runSpecs();
  try {
    await sweepLabs();
    return counts;
  } catch (error) {
    console.error('A practice lab for the specs could not be removed:', error);
    return settle(counts, 1);
  }
}

async function raise(): Promise<TestLabs> {
  const options = { signal: abort.signal, onProgress: sparse(console.log) };
  const { missing } = await practiceRequirements();
  if (missing.length > 0) await practiceInstall(options);
  return raiseTestLabs(3, options);
}

function areLabs(value: unknown): value is TestLabs {
  return value instanceof Object && 'labFiles' in value;
}
