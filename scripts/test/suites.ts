import { globSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root, runProgram, runTool } from '../run-tool.ts';
import { type Counts, countsSchema, readPlain, settle } from './counts.ts';

/** One project of vitest.config.ts, shown as it runs. */
export function runProject(project: string): Promise<Counts> {
  const reporters = ['--reporter=default', '--reporter=./scripts/test/count-reporter.ts'];
  return runCounted(['vitest/vitest.mjs', 'run', '--project', project, ...reporters]);
}

/** The end-to-end specs. What fails once and not again is named as flaky at the end. */
export function runSpecs(): Promise<Counts> {
  return runCounted([
    '@playwright/test/cli.js',
    'test',
    '--retries=1',
    '--reporter=list,./scripts/test/playwright-reporter.ts',
  ]);
}

/** A tool whose reporter counts for us. What tests leave in the temporary folder goes with it. */
async function runCounted(words: readonly string[]): Promise<Counts> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-counts-'));
  const file = path.join(dir, 'counts.json');
  // A short name, for paths of sockets are below it; and open as /tmp is, for some tests act as other users.
  const TMPDIR = await mkdtemp(path.join(os.tmpdir(), 't-'));
  try {
    await chmod(TMPDIR, 0o1777);
    const { status } = await runTool(words, { show: true, env: { OVERLAY_LAB_COUNTS: file, TMPDIR } });
    const told = await readFile(file, 'utf8').then(
      (text) => countsSchema.parse(JSON.parse(text)),
      () => undefined,
    );
    return settle(told, status);
  } finally {
    for (const folder of [dir, TMPDIR]) await rm(folder, { recursive: true, force: true });
  }
}

/** A program that ends with the plain line. */
export async function runPlain(program: string, ...words: string[]): Promise<Counts> {
  const { status, stdout } = await runProgram([path.resolve(root, program), ...words], { show: true });
  return settle(readPlain(stdout), status);
}

/** A suite that this machine, or the person, left out: as many skips as it has files. */
export function leaveOut(files: string, reason: string): Counts {
  const count = Math.max(1, globSync(files, { cwd: root }).length);
  return { passed: 0, failed: 0, notes: [], skipped: [{ count, reason: `${files}: ${reason}` }] };
}
