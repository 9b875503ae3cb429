import { app } from 'electron';
import { askPerson } from './ask-person.ts';

/**
 * An AppImage's starter turns Chromium's sandbox off without a word where the system keeps user namespaces from programs
 * (Ubuntu 24.04). What nodes print is shown in that window, so the person decides.
 */
export async function mayBegin(): Promise<boolean> {
  if (!app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) return true;
  return await askPerson({
    type: 'warning',
    message: 'Start without a sandbox?',
    detail:
      'This system does not allow user namespaces for ordinary programs, or the app was started with --no-sandbox: its windows would run without the usual isolation. The deb package does not need this: it brings an AppArmor profile.',
    yes: 'Start without a sandbox',
    no: 'Quit',
  });
}
