import path from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { type Core, createCore } from '../core/handlers/create-core.ts';
import { accessRoot } from '../core/practice/access.ts';
import { allowScheme, serveFiles } from './app-protocol.ts';
import { joinPorts } from './connect-ports.ts';
import { harden } from './harden.ts';
import { installMenu } from './menu.ts';
import { openWindow } from './open-window.ts';
import { practiceProgram } from './places.ts';
import { secretStore } from './secrets.ts';

/** One app a person: a second start brings the first one's window to the front, and ends. */
export function startApp(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  allowScheme();
  app.on('second-instance', () => focusWindow());
  app.on('web-contents-created', (_event, contents) => harden(contents));
  void app.whenReady().then(begin);
}

async function begin(): Promise<void> {
  const dataDir = path.dirname(accessRoot());
  const core = createCore({
    shell: 'electron',
    version: app.getVersion(),
    practiceProgram: practiceProgram(),
    secrets: secretStore(path.join(dataDir, 'secrets.json')),
    log: (line) => console.error(line),
  });
  endWith(core);
  joinPorts(core);
  await serveFiles();
  installMenu(openWindow);
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void openWindow();
  });
  await openWindow();
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) {
    void openWindow();
    return;
  }
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Ends only after what runs on the nodes has ended; asks first where something does. */
function endWith(core: Core): void {
  let ended = false;
  let ending = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    if (ending) return;
    ending = true;
    void end(core).then((over) => {
      ending = false;
      ended = over;
      if (over) app.quit();
      else if (BrowserWindow.getAllWindows().length === 0) void openWindow();
    });
  });
}

async function end(core: Core): Promise<boolean> {
  if (core.busy()) {
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: 'Something still goes on. Cancel it and quit?',
      detail:
        'What runs on the nodes is ended first. What was made stays; a later run goes on from it, a reset takes it back.',
      buttons: ['Cancel it and quit', 'Stay'],
      defaultId: 1,
      cancelId: 1,
    });
    if (response !== 0) return false;
  }
  await core.close();
  return true;
}
