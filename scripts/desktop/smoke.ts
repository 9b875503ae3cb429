/**
 * Starts the built app in Electron itself and asks it what it is: the settings that count, as they took effect, and a
 * window that reached core. Needs Electron's program and a display: `electron-vite build && node scripts/desktop/smoke.ts`.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inspectWindow } from './inspect-window.ts';
import { launchBuilt } from './launch-built.ts';

const home = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-smoke-'));
const env = { ...(process.env as Record<string, string>), XDG_DATA_HOME: home, XDG_STATE_HOME: home };
const app = await launchBuilt(home, { env });
try {
  await inspectWindow(await app.firstWindow());
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  assert.deepEqual(preferences, {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  console.log('Electron: window open, core reachable, settings applied.');
} finally {
  await app.close();
  await rm(home, { recursive: true, force: true });
}
