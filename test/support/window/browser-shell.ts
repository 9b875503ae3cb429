import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { environment } from './practice-lab.ts';
import type { Shell } from './shell.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** It builds the window first where it must. */
const startMs = 180_000;
/** Ends by itself where whoever started it was killed and could not end it. */
const idleMinutes = 20;

/** Starts the browser shell with everything it keeps below `home`. */
export async function startBrowserShell(home: string): Promise<Shell> {
  mkdirSync(home, { recursive: true });
  const app = run(home);
  const first = await addressOf(app);
  let used = false;
  // An address is good once. A second start tells the first one, which prints a further address.
  const address = async () => {
    if (used) return addressOf(run(home));
    used = true;
    return first;
  };
  return {
    show: async (blank) => {
      if (!blank) throw new Error('The browser shell shows itself in a page of the browser.');
      await blank.goto(await address());
      return blank;
    },
    stop: async () => {
      if (app.exitCode !== null || app.signalCode !== null) return;
      const over = new Promise((resolve) => app.once('exit', resolve));
      app.kill('SIGTERM');
      await over;
    },
  };
}

function run(home: string): ChildProcess {
  const words = ['src/web/main.ts', '--no-open', '--idle-minutes', String(idleMinutes)];
  return spawn(process.execPath, words, { cwd: root, env: environment(home), stdio: ['ignore', 'pipe', 'pipe'] });
}

function addressOf(app: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (why: string) => reject(new Error(`${why}\n${said.join('\n')}`));
    const patience = setTimeout(() => fail('The app printed no address.'), startMs);
    for (const stream of [app.stdout, app.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const [address] = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(line) ?? [];
        if (!address) return;
        clearTimeout(patience);
        resolve(address);
      });
    }
    app.once('exit', (status) => {
      clearTimeout(patience);
      fail(`The app ended with status ${status}.`);
    });
  });
}
