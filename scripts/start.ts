/**
 * `npm start [-- --browser] [--port N] [--no-open] [--idle-minutes N]`: the desktop app in Electron, or the same app in
 * a browser window where Electron cannot be had or was not asked for.
 */
import { electronOrWhy } from './desktop/find-electron.ts';
import { runElectron } from './desktop/run-electron.ts';

const words = process.argv.slice(2);
const browserOptions = words.some((word) => /^--(browser|port|no-open|idle-minutes)\b/.test(word));
const electron = browserOptions ? undefined : electronOrWhy();

if (electron?.program) {
  process.exitCode = await runElectron(electron.program);
} else {
  if (electron?.why) console.error(electron.why);
  await import('../src/web/main.ts');
}
