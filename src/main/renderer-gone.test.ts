import { beforeEach, expect, test, vi } from 'vitest';
import { app, BrowserWindow, dialog } from './fixtures/stand-in-electron.ts';
import { watchRenderers } from './renderer-gone.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));

const note = vi.fn();
beforeEach(() => {
  vi.clearAllMocks();
  app.removeAllListeners();
  BrowserWindow.all = [];
  watchRenderers(note);
});

function gone(reason: string, press: number) {
  const window = new BrowserWindow({ webPreferences: {} });
  dialog.press = press;
  app.emit('render-process-gone', {}, window.webContents, { reason, exitCode: 139 });
  return window;
}

test.each(['crashed', 'oom', 'killed', 'launch-failed'])(
  'a window that is gone (%s) is shown again',
  async (reason) => {
    const window = gone(reason, 0);
    await vi.waitFor(() => expect(window.webContents.reload).toHaveBeenCalled());
    expect(note).toHaveBeenCalledWith(`A window's process is gone: ${reason}, 139`);
  },
);

test('or closed, as its person likes; one that was closed anyway asks nothing', async () => {
  const window = gone('crashed', 1);
  await vi.waitFor(() => expect(window.close).toHaveBeenCalled());
  dialog.showMessageBox.mockClear();
  gone('clean-exit', 0);
  expect(dialog.showMessageBox).not.toHaveBeenCalled();
});
