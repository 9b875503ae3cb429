import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { labName } from './lab-names.ts';
import { makePracticeLab, type PracticeLab, practice } from './practice-lab.ts';
import { type Shell, startShell } from './shell.ts';

interface PerTest {
  /** Faults of the windows' own; a test fails where there are any. */
  faults: string[];
}

interface PerWorker {
  /** A file of specs that sets it has an app that knows nothing yet, apart from the other specs' one. */
  fromNothing: boolean;
  /** Everything that the app keeps in these tests. */
  home: string;
  shell: Shell;
  lab: PracticeLab;
}

const labMs = 900_000;

/** The real app and a real practice lab, which live as long as the worker does. */
export const ground = base.extend<PerTest, PerWorker>({
  fromNothing: [false, { option: true, scope: 'worker' }],
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
    { scope: 'worker', timeout: 240_000 },
  ],
  lab: [
    async ({ home }, use, { workerIndex }) => {
      const lab = await makePracticeLab(home, labName(String(workerIndex)));
      await use(lab);
      await practice(home, 'down', lab.name);
    },
    { scope: 'worker', timeout: labMs },
  ],
  faults: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for the pattern
    async ({}, use) => {
      const faults: string[] = [];
      await use(faults);
      if (faults.length > 0) throw new Error(`The window reported:\n${faults.join('\n')}`);
    },
    { auto: true },
  ],
});

export function listenForFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
}
