import path from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { root } from '../run-tool.ts';

interface How {
  env: Record<string, string>;
  colorScheme?: 'light';
  locale?: string;
}

/** Starts the built app (`electron-vite build`) in Electron itself, which needs a display; what it keeps is in `home`. */
export const launchBuilt = (home: string, how: How): Promise<ElectronApplication> =>
  _electron.launch({
    cwd: root,
    // Playwright's own choice is none.
    chromiumSandbox: true,
    args: ['.', `--user-data-dir=${path.join(home, 'electron')}`],
    ...how,
  });
