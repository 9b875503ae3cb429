import type { Page } from '@playwright/test';
import { startBrowserShell } from './browser-shell.ts';
import { startElectronShell } from './electron-shell.ts';

/** An app of our own: its settings, labs and history are kept in a folder of the test's. */
export interface Shell {
  /** A further window on it. The browser's comes from the test and is blank; Electron makes its own. */
  show(blank?: Page): Promise<Page>;
  stop(): Promise<void>;
}

/** The one choice between the shells: the specs are the same. */
export const inElectron = process.env.OVERLAY_LAB_SHELL === 'electron';

export const startShell = (home: string): Promise<Shell> =>
  inElectron ? startElectronShell(home) : startBrowserShell(home);
