import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { makePracticeLab, type PracticeLab, practice } from './practice-lab.ts';
import { type Shell, startShell } from './shell.ts';

interface PerTest {
  /** Faults of the page's own; a test fails where there are any. */
  faults: string[];
}

interface PerWorker {
  /** Everything that the app keeps in these tests. */
  home: string;
  shell: Shell;
  lab: PracticeLab;
}

const labMs = 900_000;

/** Tests on the real app and a real practice lab, which live as long as the worker does. */
export const test = base.extend<PerTest, PerWorker>({
  home: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for the pattern
    async ({}, use) => {
      const home = mkdtempSync(path.join(os.tmpdir(), 'overlay-lab-e2e-'));
      await use(home);
      rmSync(home, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  shell: [
    async ({ home }, use) => {
      const shell = await startShell(home);
      await use(shell);
      await shell.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  lab: [
    async ({ home }, use, { workerIndex }) => {
      const name = `e2e-${process.pid % 10_000}-${workerIndex}`;
      const lab = await makePracticeLab(home, name);
      await use(lab);
      await practice(home, 'down', name);
    },
    { scope: 'worker', timeout: labMs },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for the pattern
  faults: async ({}, use) => {
    await use([]);
  },
  page: async ({ page, shell, faults }, use) => {
    listenForFaults(page, faults);
    await page.goto(await shell.address());
    await use(page);
    if (faults.length > 0) throw new Error(`The page reported:\n${faults.join('\n')}`);
  },
});

export function listenForFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
}

export { expect } from '@playwright/test';
