import { defineConfig } from '@playwright/test';
import { launchOptions } from './test/support/window/browser.ts';

/**
 * The window against the real core and a real practice lab. Each worker has an app and a lab of its own; the specs of a
 * file run one after another, for they share them.
 */
export default defineConfig({
  testDir: 'e2e',
  globalSetup: './test/support/window/global-setup.ts',
  // Two, each with a lab of its own, were hardly quicker on two cores: windows and nodes take both.
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    // What waits longer says what it waits for, long before the whole test is over its time.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    browserName: 'chromium',
    launchOptions,
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    locale: 'en-GB',
    trace: 'retain-on-failure',
    // Animations of the app stand still for who asks for it.
    contextOptions: { reducedMotion: 'reduce' },
  },
});
