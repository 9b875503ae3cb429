import path from 'node:path';
import { app, BrowserWindow, dialog } from 'electron';
import { type Core, createCore } from '../core/app/router/create-core.ts';
import { languages } from '../core/gates/languages.ts';
import { dataDir as dataDirOf } from '../core/gates/places.ts';
import { toLabError } from '../shared/errors.ts';
import { catalogueFor } from '../shared/texts/languages.ts';
import { inWords, speak, spoken } from '../shared/texts/text.ts';
import { allowScheme, serveFiles } from './app-protocol.ts';
import { askPerson } from './ask-person.ts';
import { joinPorts } from './connect-ports.ts';
import { harden } from './harden.ts';
import { mayBegin } from './may-begin.ts';
import { installMenu } from './menu.ts';
import { openWindow } from './open-window.ts';
import { practiceFolder } from './places.ts';
import { readableByRoot } from './readable-by-root.ts';
import { watchRenderers } from './renderer-gone.ts';
import { saveReport } from './save-report.ts';
import { secretStore } from './secrets.ts';

/** One app a person: a second start brings the first one's window to the front, and ends. */
export function startApp(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  allowScheme();
  app.on('second-instance', () => focusWindow());
  app.on('web-contents-created', (_event, contents) => harden(contents));
  app.whenReady().then(begin).catch(fail);
}

/** Without a window, and with the lock held, every further start would only try to bring this one to the front. */
function fail(thrown: unknown): void {
  const { message, remedy = '' } = toLabError(thrown).words;
  console.error(thrown);
  app.releaseSingleInstanceLock();
  dialog.showErrorBox(spoken.main.notStarted, [message, remedy].map(inWords).filter(Boolean).join('\n\n'));
  app.exit(1);
}

async function begin(): Promise<void> {
  speak(catalogueFor(languages, app.getLocale()));
  if (!(await mayBegin())) return app.exit(0);
  const dataDir = dataDirOf(process.env);
  const core = createCore({
    shell: 'electron',
    version: app.getVersion(),
    practiceProgram: path.join(await readableByRoot(practiceFolder(), dataDir), 'practice-lab'),
    secrets: secretStore(path.join(dataDir, 'secrets.json')),
    log: (line) => console.error(line),
  });
  endWith(core);
  watchRenderers(core.note);
  process.on('uncaughtExceptionMonitor', (error) => core.note(String(error.stack)));
  joinPorts(core);
  await serveFiles();
  installMenu({ openWindow, saveReport: () => saveReport(core) });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void openWindow();
  });
  await openWindow();
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) {
    void openWindow();
    return;
  }
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Ends only after what runs on the nodes has ended; asks first where something does. */
function endWith(core: Core): void {
  let ended = false;
  let ending = false;
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    if (ending) return;
    ending = true;
    void end(core).then((over) => {
      ending = false;
      ended = over;
      if (over) app.quit();
      else if (BrowserWindow.getAllWindows().length === 0) void openWindow();
    });
  });
}

async function end(core: Core): Promise<boolean> {
  const mayEnd =
    !core.busy() ||
    (await askPerson({
      type: 'question',
      message: spoken.main.stillWorking,
      detail: spoken.main.stillWorkingText,
      yes: spoken.main.cancelAndQuit,
      no: 'Stay',
    }));
  if (!mayEnd) return false;
  await core.close();
  return true;
}
