import { writeFileSync } from 'node:fs';
import type { FullConfig, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import type { Counts, Skip } from './counts.ts';

/**
 * Writes what came of a run of Playwright to the file that OVERLAY_LAB_COUNTS names.
 */
export default class PlaywrightReporter implements Reporter {
  #tests: TestCase[] = [];
  #errors = 0;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#tests = suite.allTests();
  }

  /** An error of no test: a file that cannot be loaded, or cleaning up after the last of them. */
  onError(): void {
    this.#errors += 1;
  }

  onEnd(): void {
    const file = process.env.OVERLAY_LAB_COUNTS;
    if (file) writeFileSync(file, JSON.stringify(countTests(this.#tests, this.#errors)));
  }

  printsToStdio(): boolean {
    return false;
  }
}

function countTests(tests: readonly TestCase[], errors: number): Counts {
  const passed = [...outcome(tests, 'expected'), ...outcome(tests, 'flaky')].length;
  const unexpected = outcome(tests, 'unexpected');
  const notes = [
    ...unexpected.map((test) => `failed: ${nameOf(test)}`),
    ...outcome(tests, 'flaky').map((test) => `flaky, passed on retry: ${nameOf(test)}`),
  ];
  return { passed, failed: unexpected.length + errors, skipped: skips(outcome(tests, 'skipped')), notes };
}

function skips(tests: readonly TestCase[]): Skip[] {
  const reasons = tests.map((test) => {
    const { description } = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme') ?? {};
    return description ?? `${nameOf(test)}: an earlier one failed, or no reason given`;
  });
  return [...Map.groupBy(reasons, (reason) => reason)].map(([reason, all]) => ({ reason, count: all.length }));
}

const outcome = (tests: readonly TestCase[], wanted: ReturnType<TestCase['outcome']>): TestCase[] =>
  tests.filter((test) => test.outcome() === wanted);

/** File and titles: those before them name project and nothing. */
const nameOf = (test: TestCase): string => test.titlePath().slice(2).join(' › ');
