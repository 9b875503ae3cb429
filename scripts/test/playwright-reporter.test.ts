import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../src/shared/fixtures/temporary-folder.ts';
import { runTool } from '../run-tool.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');

test('every outcome of Playwright is counted, and what passed at the second try is named', async () => {
  const dir = temporaryFolder('counts');
  const file = path.join(dir, 'counts.json');
  const reporter = `--reporter=${path.join(import.meta.dirname, 'playwright-reporter.ts')}`;
  const words = ['@playwright/test/cli.js', 'test', '--config', fixtures, '--output', dir, reporter];
  const { status } = await runTool(words, { env: { OVERLAY_LAB_COUNTS: file } });
  expect(status).toBe(1);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    passed: 2,
    failed: 2,
    skipped: [
      { count: 1, reason: 'for a reason' },
      {
        count: 1,
        reason: expect.stringMatching(/one after the other › was never begun: an earlier one failed/),
      },
    ],
    notes: [
      expect.stringMatching(/^failed: every-outcome\.spec\.ts › /),
      expect.stringMatching(/^failed: every-outcome\.spec\.ts › /),
      'flaky, passed on retry: every-outcome.spec.ts › passes when tried again',
    ],
  });
}, 120_000);
