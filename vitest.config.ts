import { delimiter } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/test/longest-first.ts';

/** Each file of tests has a lab for itself. */
const labs = process.env.OVERLAY_LAB_TEST_LAB?.split(delimiter).length ?? 1;

/** Two projects: `unit` runs anywhere in seconds; `lab` needs a real practice lab and runs as many files at a time as there are labs. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          setupFiles: ['src/shared/fixtures/words-as-english.ts', 'src/shared/fixtures/same-inputs.ts'],
          testTimeout: 20_000,
          // Else one core is left to whoever watches.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          globalSetup: ['test/support/nodes/global-setup.ts'],
          maxWorkers: labs,
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
