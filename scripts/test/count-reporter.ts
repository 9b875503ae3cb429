import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { Counts, Skip } from './counts.ts';

/**
 * Writes what came of a run of vitest to the file that OVERLAY_LAB_COUNTS names. vitest's own JSON has neither the
 * reasons of skips nor errors outside of tests.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env.OVERLAY_LAB_COUNTS;
    if (file) writeFileSync(file, JSON.stringify(countModules(modules, unhandled.length)));
  }
}

function countModules(modules: readonly TestModule[], unhandled: number): Counts {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const stateOf = (state: string) => tests.filter((test) => test.result().state === state);
  // A file that cannot even be loaded, or a hook of a whole file that failed.
  const broken = modules.flatMap((module) => module.errors()).length;
  return {
    passed: stateOf('passed').length,
    failed: stateOf('failed').length + broken + unhandled,
    skipped: reasonsOf([...stateOf('skipped'), ...stateOf('pending')]),
    notes: [
      ...stateOf('failed').map(failedNote),
      ...tests.filter((test) => test.diagnostic()?.flaky).map((test) => `flaky, passed on retry: ${nameOf(test)}`),
    ],
  };
}

function failedNote(test: TestCase): string {
  const [error] = test.result().errors ?? [];
  const [first = ''] = stripVTControlCharacters(error?.message ?? '').split('\n');
  return `failed: ${nameOf(test)}: ${first}`;
}

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId}: ${test.fullName}`;

function reasonsOf(tests: readonly TestCase[]): Skip[] {
  const counts = new Map<string, number>();
  for (const test of tests) {
    const result = test.result();
    const reason = (result.state === 'skipped' && result.note) || nameOf(test);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}
