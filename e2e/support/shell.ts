import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { environment } from './practice-lab.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const startMs = 60_000;

/** An app of our own: its settings, labs and history are kept in a folder of the test's. */
export interface Shell {
  /** An address that lets one browser in; good once. */
  address(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the browser shell with everything it keeps below `home`. */
export async function startShell(home: string): Promise<Shell> {
  mkdirSync(home, { recursive: true });
  const app = run(home);
  const first = await addressOf(app);
  let used = false;
  return {
    // A second start tells the first one, which prints a further address.
    address: async () => {
      if (!used) {
        used = true;
        return first;
      }
      return addressOf(run(home));
    },
    stop: async () => {
      const over = new Promise((resolve) => app.once('exit', resolve));
      if (app.exitCode === null) app.kill('SIGTERM');
      else return;
      await over;
    },
  };
}

function run(home: string): ChildProcess {
  const words = ['src/web/main.ts', '--no-open', '--idle-minutes', '0'];
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
