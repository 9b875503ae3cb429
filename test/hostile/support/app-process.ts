import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { askInstance, instanceSocket } from '../../../src/web/instance.ts';

const main = path.resolve(import.meta.dirname, '../../../src/web/main.ts');

export interface AppProcess {
  pid: number;
  /** A new address of it; each is good once. */
  address(): Promise<string>;
  /** True while it stands. */
  stands(): boolean;
  end(): Promise<void>;
}

/** The browser shell as people start it, also with the flags of V8 that scripts/start gives it, with a home of its own and a window of one line. */
export async function startApp(): Promise<AppProcess> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-hostile-'));
  await writeFile(path.join(home, 'index.html'), '<title>the window itself</title>');
  const own = { HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home, OVERLAY_LAB_RENDERER: home };
  const env = { PATH: process.env.PATH, ...own };
  const child = spawn(process.execPath, [...process.execArgv, main, '--no-open'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let first: string | undefined = await printed(child);
  const stands = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    stands,
    async address() {
      const given = first ?? (await asked(path.join(home, 'overlay-lab')));
      first = undefined;
      return given;
    },
    async end() {
      const over = new Promise((resolve) => child.once('exit', resolve));
      if (stands()) {
        child.kill('SIGKILL');
        await over;
      }
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What a second start would print, without the second start. */
async function asked(dataDir: string): Promise<string> {
  const given = await askInstance(await instanceSocket(dataDir));
  given?.leave();
  if (!given) throw new Error('the app gives no address');
  return given.address;
}

function printed(child: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  let errors = '';
  let text = '';
  return new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      errors += part;
    });
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const found = /http:\/\/\S+(?=\n)/.exec(text)?.[0];
      if (found) resolve(found);
    });
    child.on('exit', (status) => reject(new Error(`the app ended with ${status}: ${errors}`)));
  });
}
