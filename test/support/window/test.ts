import type { Page } from '@playwright/test';
import { ground, listenForFaults } from './ground.ts';
import { inElectron } from './shell.ts';

interface Windows {
  /** A second window on the same app, with nothing in common with the first but core. */
  another: Page;
}

const inBrowserWindows = ground.extend<Windows>({
  page: async ({ page, shell, faults }, use) => {
    listenForFaults(page, faults);
    await use(await shell.show(page));
  },
  another: async ({ browser, shell, faults }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    listenForFaults(page, faults);
    await use(await shell.show(page));
    await context.close();
  },
});

const inElectronWindows = ground.extend<Windows>({
  page: async ({ shell, faults }, use) => {
    const page = await shell.show();
    listenForFaults(page, faults);
    await use(page);
    await page.close();
  },
  another: async ({ shell, faults }, use) => {
    const page = await shell.show();
    listenForFaults(page, faults);
    await use(page);
    await page.close();
  },
});

/** Which shell it is, no spec knows. */
export const test = inElectron ? inElectronWindows : inBrowserWindows;

export { expect } from '@playwright/test';
