import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, expect, test, vi } from 'vitest';
import { spoken } from '../shared/texts/text.ts';
import { app } from './fixtures/stand-in-electron.ts';
import { menuTemplate } from './menu.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));
afterEach(() => {
  app.isPackaged = true;
});

const actions = { openWindow: async () => {}, saveReport: vi.fn(async () => {}) };
const items = (isMac: boolean) => menuTemplate(actions, isMac).flatMap(itemsOf);
const itemsOf = ({ submenu }: MenuItemConstructorOptions) => (submenu ?? []) as MenuItemConstructorOptions[];

/** What Electron gives a role of itself, where it is not told otherwise. */
const usual: Record<string, string> = {
  minimize: 'Ctrl+M',
  close: 'Ctrl+W',
  quit: 'Ctrl+Q',
  reload: 'Ctrl+R',
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

test('has no role that stands for a whole menu, with shortcuts of its own, where Ctrl is the shells’', () => {
  const roles = menuTemplate(actions, false).flatMap(({ role, submenu }) => (role && !submenu ? [role] : []));
  expect(roles).toEqual([]);
});

test('saves a report for a bug from Help', () => {
  const help = menuTemplate(actions, false).filter(({ role }) => role === 'help');
  const item = help.flatMap(itemsOf).find(({ label }) => label === spoken.main.saveReport);
  (item?.click as (() => void) | undefined)?.();
  expect(actions.saveReport).toHaveBeenCalled();
});

test('has developer tools only where it is developed', () => {
  const has = () => items(false).some(({ role }) => role === 'toggleDevTools');
  expect(has()).toBe(false);
  app.isPackaged = false;
  expect(has()).toBe(true);
});
