import type { ElectronApplication, Page } from '@playwright/test';
import { launchBuilt } from '../../../scripts/desktop/launch-built.ts';
import { environment } from './practice-lab.ts';
import type { Shell } from './shell.ts';

/** Where its windows appear. */
const display = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR'];

export async function startElectronShell(home: string): Promise<Shell> {
  const app = await launchBuilt(home, { env: environmentOf(home), colorScheme: 'light', locale: 'en-GB' });
  // Stays open: without any window the app would end.
  await app.firstWindow();
  return { show: () => furtherWindow(app), stop: () => app.close() };
}

function environmentOf(home: string): Record<string, string> {
  const all = [...Object.entries(environment(home)), ...display.map((name) => [name, process.env[name]] as const)];
  return Object.fromEntries(all.filter((one): one is [string, string] => one[1] !== undefined));
}

/** As a person has it, from the menu. */
async function furtherWindow(app: ElectronApplication): Promise<Page> {
  const coming = app.waitForEvent('window');
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find(({ label }) => label === 'New window')?.click();
  });
  const page = await coming;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return page;
}
