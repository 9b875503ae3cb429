import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Watch {
  /** Called with the bytes that are there so far. */
  onBytes: (bytes: number) => void;
  everyMs: number;
  /** Without one more byte for so long it is over. */
  stallMs: number;
}

/**
 * Runs the installer of the npm package `electron`: some 120 MB, and as long as they take. Resolves with why it failed where
 * it did.
 */
export async function downloadElectron(dir: string, cacheDir: string): Promise<string | undefined> {
  const line = progressLine('Downloading Electron, only once', process.stderr);
  const failure = await runInstaller(path.join(dir, 'install.js'), [path.join(dir, 'dist')], cacheDir, {
    onBytes: line.onBytes,
    everyMs: 500,
    stallMs: 60_000,
  });
  line.end(failure === undefined);
  return failure;
}

/** It downloads into the temporary folder, which is one of our own: so what came can be counted. */
export function runInstaller(
  script: string,
  places: readonly string[],
  cacheDir: string,
  { onBytes, everyMs, stallMs }: Watch,
): Promise<string | undefined> {
  const temporary = path.join(cacheDir, `electron-download.${process.pid}`);
  mkdirSync(temporary, { recursive: true });
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' };
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((resolve) => {
    let [stderr, most, since, stalled] = ['', 0, performance.now(), false];
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      stderr = `${stderr}${part}`.slice(0, 10_000);
    });
    const timer = setInterval(() => {
      const bytes = [temporary, ...places].reduce((sum, place) => sum + bytesIn(place), 0);
      if (bytes > most) [most, since] = [bytes, performance.now()];
      else if (performance.now() - since > stallMs) stalled = child.kill('SIGKILL');
      onBytes(most);
    }, everyMs);
    const end = (failure: string | undefined) => {
      clearInterval(timer);
      rmSync(temporary, { recursive: true, force: true });
      resolve(failure);
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (status) => {
      if (status === 0) end(undefined);
      else if (stalled) end(`no data for ${Math.round(stallMs / 1000)} s`);
      // A stack, whose first line says it all.
      else end(stderr.trim().split('\n')[0]?.slice(0, 200) || 'no reason given');
    });
  });
}

function bytesIn(dir: string): number {
  try {
    const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const sizes = entries.map(({ parentPath, name }) =>
      statSync(path.join(parentPath, name), { throwIfNoEntry: false }),
    );
    return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
  } catch {
    return 0;
  }
}

/** One line that counts on a terminal; elsewhere a line at the start, one each 25 MB, and one at the end. */
export function progressLine(what: string, out: { isTTY?: boolean; write(text: string): unknown }) {
  const begun = Date.now();
  let last = 0;
  const state = (bytes: number) =>
    `${what} … ${Math.floor(bytes / 1e6)} MB, ${Math.round((Date.now() - begun) / 1000)} s`;
  if (!out.isTTY) out.write(`${what} …\n`);
  return {
    onBytes(bytes: number): void {
      if (out.isTTY) out.write(`\r${state(bytes)} `);
      else if (bytes - last >= 25e6) out.write(`${state(bytes)}\n`);
      else return;
      last = bytes;
    },
    end(ok: boolean): void {
      out.write(`${out.isTTY ? '\r' : ''}${state(last)}: ${ok ? 'done' : 'failed'}\n`);
    },
  };
}
