import { existsSync } from 'node:fs';
import { chromium, type LaunchOptions } from '@playwright/test';

/** Looked for again each time: `npm test` installs it in between. */
const installed = () => ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** The system's Chromium where there is one; else Playwright's own, where that was installed. */
export function browserProgram(): string | undefined {
  const own = chromium.executablePath();
  return installed() ?? (existsSync(own) ? own : undefined);
}

export const launchOptions: LaunchOptions = {
  executablePath: installed(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
