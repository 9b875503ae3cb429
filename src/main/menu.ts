import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { spoken } from '../shared/texts/text.ts';
import { openExternal } from './open-external.ts';

const tutorial = 'https://docs.docker.com/engine/network/drivers/overlay/';

export interface MenuActions {
  openWindow: () => Promise<void>;
  saveReport: () => Promise<void>;
}

/** Not by its role, nor by that of a whole menu: both bring Ctrl-M, and the menu Ctrl-W, which are the shells'. */
const minimise: MenuItemConstructorOptions = { label: 'Minimise', click: (_item, window) => window?.minimize() };

/** Shortcuts leave Ctrl with a single letter to the terminals: Ctrl-W, Ctrl-R and Ctrl-C belong to shells. */
export function menuTemplate({ openWindow, saveReport }: MenuActions, isMac: boolean): MenuItemConstructorOptions[] {
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
        { label: spoken.main.newWindow, accelerator: 'CmdOrCtrl+Shift+N', click: () => void openWindow() },
        { label: spoken.main.closeWindow, role: 'close', accelerator: isMac ? 'Cmd+W' : 'Ctrl+Shift+W' },
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
    isMac ? { role: 'windowMenu' } : { label: '&Window', submenu: [minimise] },
    {
      role: 'help',
      submenu: [
        { label: spoken.main.aboutOverlays, click: () => void openExternal(tutorial) },
        { label: spoken.main.saveReport, click: () => void saveReport() },
      ],
    },
  ];
}

export function installMenu(actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, process.platform === 'darwin')));
}
