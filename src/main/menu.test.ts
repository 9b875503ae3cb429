import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, expect, test, vi } from 'vitest';
import { app } from './fixtures/stand-in-electron.ts';
import { menuTemplate } from './menu.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));
afterEach(() => {
  app.isPackaged = true;
});

const items = (isMac: boolean) =>
  menuTemplate(async () => {}, isMac).flatMap(({ submenu }) => (submenu ?? []) as MenuItemConstructorOptions[]);

/** What Electron gives a role of itself, where it is not told otherwise. */
const usual: Record<string, string> = {
  copy: 'Ctrl+C',
  paste: 'Ctrl+V',
  cut: 'Ctrl+X',
  undo: 'Ctrl+Z',
  selectAll: 'Ctrl+A',
};

test('takes no shortcut of Ctrl and one letter away from the terminals', () => {
  const taken = items(false)
    .filter(({ registerAccelerator }) => registerAccelerator !== false)
    .map(({ accelerator, role }) => String(accelerator ?? usual[role ?? ''] ?? ''));
  expect(taken.filter((one) => /^(CmdOrCtrl|Ctrl)\+[A-Z]$/.test(one))).toEqual([]);
  expect(taken).toContain('CmdOrCtrl+Shift+N');
});

test('has developer tools only where it is developed', () => {
  const has = () => items(false).some(({ role }) => role === 'toggleDevTools');
  expect(has()).toBe(false);
  app.isPackaged = false;
  expect(has()).toBe(true);
});
