import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { openExternal } from './open-external.ts';

const tutorial = 'https://docs.docker.com/engine/network/drivers/overlay/';

/** Shortcuts leave Ctrl with a single letter to the terminals: Ctrl-W, Ctrl-R and Ctrl-C belong to shells. */
export function menuTemplate(openWindow: () => Promise<void>, isMac: boolean): MenuItemConstructorOptions[] {
  const edit = (role: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'selectAll'): MenuItemConstructorOptions => ({
    role,
    registerAccelerator: isMac,
  });
  const separator = { type: 'separator' } as const;
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'New window', accelerator: 'CmdOrCtrl+Shift+N', click: () => void openWindow() },
        { label: 'Close window', role: 'close', accelerator: isMac ? 'Cmd+W' : 'Ctrl+Shift+W' },
        ...(isMac ? [] : [separator, { label: 'Quit', role: 'quit', accelerator: 'Ctrl+Shift+Q' } as const]),
      ],
    },
    {
      label: '&Edit',
      submenu: [edit('undo'), edit('redo'), separator, edit('cut'), edit('copy'), edit('paste'), edit('selectAll')],
    },
    {
      label: '&View',
      submenu: [
        { role: 'reload', accelerator: 'CmdOrCtrl+Shift+R' },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [{ label: 'About overlay networks in Docker', click: () => void openExternal(tutorial) }],
    },
  ];
}

export function installMenu(openWindow: () => Promise<void>): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(openWindow, process.platform === 'darwin')));
}
