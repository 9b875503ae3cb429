import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StartError } from './start-error.mjs';

/**
 * Runs a script with another Node in our place: same stdio, and our end is its end. Ctrl-C on a terminal reaches the
 * whole group, so the child has it already; other signals come to us alone and are handed on.
 */
export function runWith(node, words) {
  const child = spawn(node, words, { stdio: 'inherit' });
  const handOn = (signal) => child.kill(signal);
  process.on('SIGTERM', handOn).on('SIGHUP', handOn);
  process.on('SIGINT', (signal) => inForeground() || handOn(signal));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      reject(
        new StartError(
          `${node} could not be run: ${error.message}\nInstall Node 24 from https://nodejs.org, then try again.`,
        ),
      );
    });
    child.on('exit', (status, signal) => {
      if (signal === null) return resolve(status);
      // A signal's default effect, so that whoever waits for us sees the same end.
      for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    });
  });
}

/** Whether Ctrl-C on our terminal reaches us, and so the child, too: fields 5 and 8 are our group and the foreground's. */
function inForeground() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return fields[2] === fields[5];
  } catch {
    return Boolean(process.stdin.isTTY); // not Linux
  }
}
