import path from 'node:path';
import { app, dialog } from 'electron';
import type { Core } from '../core/app/router/create-core.ts';
import { writePrivate } from '../core/gates/private-file.ts';
import { toLabError } from '../shared/errors.ts';

/** From the Help menu: asks what is to be in it, and where it is to be. */
export async function saveReport(core: Pick<Core, 'bugReport'>): Promise<void> {
  const { response, checkboxChecked } = await dialog.showMessageBox({
    type: 'question',
    message: 'Save a bug report?',
    detail:
      'One text file with versions, settings, the last run and the log, for you to review and send. Secrets are left out; so are names and addresses of machines and people, unless you include them.',
    checkboxLabel: 'With names and addresses',
    buttons: ['Save …', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0) return;
  try {
    const { fileName, text } = await core.bugReport(checkboxChecked);
    const { filePath } = await dialog.showSaveDialog({ defaultPath: path.join(app.getPath('downloads'), fileName) });
    if (filePath) await writePrivate(filePath, text);
  } catch (thrown) {
    dialog.showErrorBox('The report could not be saved', toLabError(thrown).message);
  }
}
