import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Core, createCore } from '../core/app/router/create-core.ts';
import { LabError } from '../shared/errors.ts';
import { app, BrowserWindow, dialog, Menu, protocol } from './fixtures/stand-in-electron.ts';
import { startApp } from './start-app.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));
vi.mock('../core/app/router/create-core.ts', () => ({ createCore: vi.fn() }));

let busy: boolean;
let closed: number;
let noted: string[];
beforeEach(() => {
  vi.clearAllMocks();
  app.removeAllListeners();
  app.isFirst = true;
  app.order = [];
  app.switches.clear();
  BrowserWindow.all = [];
  busy = false;
  closed = 0;
  noted = [];
  const core = {
    router: {},
    attachTerminal: () => false,
    busy: () => busy,
    note: (text: string) => void noted.push(text),
    close: async () => void closed++,
  };
  vi.mocked(createCore).mockReturnValue(core as unknown as Core);
  const dir = path.join(app.getAppPath(), 'out', 'renderer');
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'index.html'), '<title>x</title>');
});

async function started(): Promise<void> {
  startApp();
  app.ready();
  await vi.waitFor(() => expect(BrowserWindow.all[0]?.loaded).toHaveLength(1));
}

function quit() {
  const preventDefault = vi.fn();
  app.emit('before-quit', { preventDefault });
  return preventDefault;
}

describe('the desktop app', () => {
  test('turns the sandbox on and names its scheme before it is ready', async () => {
    await started();
    expect(app.order.indexOf('ready')).toBe(2);
    expect(app.order.slice(0, 2).sort()).toEqual(['sandbox', 'scheme']);
    expect(protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    expect(Menu.setApplicationMenu).toHaveBeenCalled();
    expect(createCore).toHaveBeenCalledWith(expect.objectContaining({ shell: 'electron', version: '9.9.9' }));
  });

  test('gives the practice lab a program that lies outside of the archive', async () => {
    await started();
    const { practiceProgram } = vi.mocked(createCore).mock.calls[0]?.[0] ?? {};
    expect(practiceProgram).toBe(path.join(app.userData, 'app.asar.unpacked/resources/practice-lab/practice-lab'));
  });

  test('gives it a copy that root can read where it runs from an AppImage', async () => {
    const resources = path.join(app.userData, 'app.asar.unpacked/resources/practice-lab');
    mkdirSync(resources, { recursive: true });
    writeFileSync(path.join(resources, 'practice-lab'), '');
    vi.stubEnv('APPIMAGE', '/home/somebody/overlay-lab.AppImage');
    vi.stubEnv('XDG_DATA_HOME', path.join(app.userData, 'data'));
    onTestFinished(() => void vi.unstubAllEnvs());
    await started();
    const { practiceProgram = '' } = vi.mocked(createCore).mock.calls[0]?.[0] ?? {};
    expect(practiceProgram.startsWith(path.join(app.userData, 'data'))).toBe(true);
    expect(existsSync(practiceProgram)).toBe(true);
  });

  test('offers a window whose process died again, and notes it in the log', async () => {
    await started();
    dialog.press = 0;
    app.emit('render-process-gone', {}, BrowserWindow.all[0]?.webContents, { reason: 'crashed', exitCode: 5 });
    await vi.waitFor(() => expect(BrowserWindow.all[0]?.webContents.reload).toHaveBeenCalled());
    expect(noted).toEqual(["A window's process is gone: crashed, 5"]);
  });

  test('hardens every page that is made', async () => {
    await started();
    const [window] = BrowserWindow.all;
    expect(window?.webContents.setWindowOpenHandler).toHaveBeenCalled();
    expect(window?.webContents.openHandler({ url: 'x:' })).toEqual({ action: 'deny' });
  });

  test('a second start ends at once and brings the first one to the front', async () => {
    app.isFirst = false;
    startApp();
    expect(app.quit).toHaveBeenCalled();
    expect(createCore).not.toHaveBeenCalled();
    app.isFirst = true;
    await started();
    app.emit('second-instance');
    expect(BrowserWindow.all).toHaveLength(1);
    expect(BrowserWindow.all[0]?.restore).toHaveBeenCalled();
    expect(BrowserWindow.all[0]?.focus).toHaveBeenCalled();
  });

  test('quits only after core has ended', async () => {
    await started();
    expect(quit()).toHaveBeenCalled();
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalledTimes(1));
    expect(closed).toBe(1);
    expect(quit()).not.toHaveBeenCalled();
  });

  test('asks before it cancels what is running, and stays if told so', async () => {
    await started();
    busy = true;
    dialog.press = 1;
    quit();
    await vi.waitFor(() => expect(dialog.showMessageBox).toHaveBeenCalledTimes(1));
    await new Promise((resolve) => setImmediate(resolve));
    expect([closed, app.quit.mock.calls.length]).toEqual([0, 0]);
    dialog.press = 0;
    quit();
    await vi.waitFor(() => expect(app.quit).toHaveBeenCalled());
    expect(closed).toBe(1);
  });
  test('a start that fails says so, gives the lock back and ends: no later start waits for a window that never comes', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.mocked(createCore).mockImplementation(() => {
      throw new LabError('bad-input', '/home/me/settings.json cannot be read', { remedy: 'Fix it.' });
    });
    startApp();
    app.ready();
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledWith(1));
    expect(dialog.showErrorBox).toHaveBeenCalledWith(
      'Overlay Lab could not start',
      '/home/me/settings.json cannot be read\n\nFix it.',
    );
    expect(app.releaseSingleInstanceLock).toHaveBeenCalled();
    expect(BrowserWindow.all).toEqual([]);
    vi.restoreAllMocks();
  });

  test('whose window’s files are gone fails in the same way', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    rmSync(path.join(app.getAppPath(), 'out', 'renderer'), { recursive: true });
    startApp();
    app.ready();
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledWith(1));
    expect(dialog.showErrorBox).toHaveBeenCalledWith('Overlay Lab could not start', expect.stringContaining('ENOENT'));
    vi.restoreAllMocks();
  });

  test('starts without a sandbox only after a yes', async () => {
    app.switches.add('no-sandbox');
    dialog.press = 1;
    startApp();
    app.ready();
    await vi.waitFor(() => expect(app.exit).toHaveBeenCalledWith(0));
    expect(createCore).not.toHaveBeenCalled();
    dialog.press = 0;
    await started();
    expect(createCore).toHaveBeenCalled();
  });
});
