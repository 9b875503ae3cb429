import path from 'node:path';
import { app, dialog } from 'electron';
import type { Core } from '../core/app/router/create-core.ts';
import { writePrivate } from '../core/gates/private-file.ts';
import { toLabError } from '../shared/errors.ts';
import { spoken } from '../shared/texts/text.ts';

/** From the Help menu: asks what is to be in it, and where it is to be. */
export async function saveReport(core: Pick<Core, 'bugReport'>): Promise<void> {
  const { response, checkboxChecked } = await dialog.showMessageBox({
    type: 'question',
    message: spoken.main.saveReportTitle,
    detail: spoken.main.saveReportText,
    checkboxLabel: spoken.main.withNames,
    buttons: [spoken.main.save, 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0) return;
  try {
    const { fileName, text } = await core.bugReport(checkboxChecked);
    const { filePath } = await dialog.showSaveDialog({ defaultPath: path.join(app.getPath('downloads'), fileName) });
    if (filePath) await writePrivate(filePath, text);
  } catch (thrown) {
    dialog.showErrorBox(spoken.main.reportNotSaved, toLabError(thrown).message);
  }
}
