import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron';
import { iconFile, origin, preloadFile } from './places.ts';
import { keepState, lastState } from './window-state.ts';

/** The strictest that Electron offers; each setting stands here even where it is Electron's own default. */
export const webPreferences = (): BrowserWindowConstructorOptions['webPreferences'] => ({
  preload: preloadFile(),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
});

export async function openWindow(): Promise<void> {
  const { maximized, ...bounds } = await lastState();
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    title: 'Overlay Lab',
    icon: iconFile(),
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: webPreferences(),
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  keepState(window);
  await window.loadURL(`${origin}/`);
}
