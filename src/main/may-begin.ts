import { app } from 'electron';
import { spoken } from '../shared/texts/text.ts';
import { askPerson } from './ask-person.ts';

/**
 * An AppImage's starter turns Chromium's sandbox off without a word where the system keeps user namespaces from programs
 * (Ubuntu 24.04). What nodes print is shown in that window, so the person decides.
 */
export async function mayBegin(): Promise<boolean> {
  if (!app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) return true;
  return await askPerson({
    type: 'warning',
    message: spoken.main.withoutSandboxTitle,
    detail: spoken.main.withoutSandbox,
    yes: spoken.main.withoutSandboxYes,
    no: 'Quit',
  });
}
