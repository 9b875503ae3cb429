import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { app, BrowserWindow } from './fixtures/stand-in-electron.ts';
import { openWindow } from './open-window.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));

const stateFile = () => path.join(app.userData, 'window.json');
beforeEach(async () => {
  BrowserWindow.all = [];
  await writeFile(stateFile(), 'broken');
});

async function opened(): Promise<BrowserWindow> {
  await openWindow();
  const window = BrowserWindow.all.at(-1);
  if (!window) throw new Error('no window');
  return window;
}

describe('a window', () => {
  test('has a sandboxed page without Node, in a world of its own, with our preload', async () => {
    const { options, loaded } = await opened();
    const preload = path.join(app.getAppPath(), 'out', 'preload', 'index.cjs');
    const { preload: given, ...settings } = options.webPreferences;
    expect(given).toBe(preload);
    const on = Object.keys(settings).filter((name) => settings[name] === true);
    expect(on.toSorted()).toEqual(['contextIsolation', 'safeDialogs', 'sandbox', 'webSecurity']);
    const off = Object.keys(settings).filter((name) => settings[name] === false);
    const ofNode = ['nodeIntegration', 'nodeIntegrationInSubFrames', 'nodeIntegrationInWorker'];
    const more = [
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'navigateOnDragDrop',
      'spellcheck',
      'webviewTag',
    ];
    expect(off.toSorted()).toEqual([...ofNode, ...more].toSorted());
    expect(Object.keys(settings)).toHaveLength(on.length + off.length);
    expect(loaded).toEqual(['app://overlay-lab/']);
  });

  test('comes back where and as it was', async () => {
    const window = await opened();
    expect(window.options).toMatchObject({ width: 1280, height: 800 });
    window.maximized = true;
    window.emit('close');
    await vi.waitFor(async () => expect(JSON.parse(await readFile(stateFile(), 'utf8'))).toMatchObject({ x: 10 }));
    const again = await opened();
    expect(again.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
    expect(again.maximize).toHaveBeenCalled();
  });

  test('is put where it can be seen when its screen is gone, and a wild size is none', async () => {
    await writeFile(stateFile(), JSON.stringify({ x: 5000, y: 20, width: 900, height: 700, maximized: false }));
    const { options } = await opened();
    expect(options).toMatchObject({ width: 900, height: 700 });
    expect(options).not.toHaveProperty('x');
    await writeFile(stateFile(), JSON.stringify({ x: 0, y: 0, width: 1e9, height: 1, maximized: false }));
    expect((await opened()).options).toMatchObject({ width: 1280, height: 800 });
  });

  test('is shown when it has something to show', async () => {
    const window = await opened();
    expect(window.options.show).toBe(false);
    expect(window.show).not.toHaveBeenCalled();
    window.emit('ready-to-show');
    expect(window.show).toHaveBeenCalled();
  });
});
