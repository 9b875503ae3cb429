import { app, BrowserWindow, dialog } from 'electron';
import { spoken } from '../shared/texts/text.ts';

/** A window whose process has died stays white for ever unless somebody does something. */
export function watchRenderers(note: (text: string) => void): void {
  app.on('render-process-gone', (_event, contents, { reason, exitCode }) => {
    note(`A window's process is gone: ${reason}, ${exitCode}`);
    const window = BrowserWindow.fromWebContents(contents);
    if (reason !== 'clean-exit' && window) void offerAgain(window, reason);
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    note(`A process of Electron's is gone: ${type}, ${reason}, ${exitCode}`),
  );
}

async function offerAgain(window: BrowserWindow, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: spoken.main.windowCrashed,
    detail: spoken.main.windowCrashedText({ reason }),
    buttons: [spoken.main.showAgain, spoken.main.closeIt],
    defaultId: 0,
    cancelId: 1,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.close();
}
