/**
 * `npm start [-- --browser] [--port N] [--no-open] [--idle-minutes N]`: the desktop app in Electron, or the same app in
 * a browser window where Electron cannot be had or was not asked for.
 */
import { electronOrWhy, hasBrowserShell } from './desktop/find-electron.ts';
import { runElectron } from './desktop/run-electron.ts';

const words = process.argv.slice(2);
const browserOptions = words.some((word) => /^--(browser|port|no-open|idle-minutes)\b/.test(word));
const electron = browserOptions ? undefined : await electronOrWhy();

const ran = electron?.program ? await runElectron(electron.program) : undefined;

if (ran?.status !== undefined) {
  process.exitCode = ran.status;
} else {
  const why = electron?.why ?? ran?.why;
  if (why) console.error(why);
  if (why && !hasBrowserShell(process.platform)) process.exitCode = 1;
  else await import('../src/web/main.ts');
}
