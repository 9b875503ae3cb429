import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { localUserInWords } from '../core/gates/local-user.ts';

/** Longest path that a unix socket may have everywhere. */
const longest = 100;

/** The app of this data folder that is there to be asked for a window. */
export interface Instance {
  close(): Promise<void>;
}

/**
 * Where the app of this data folder can be asked for another window: a socket in a folder that only its owner enters.
 * Who can connect to it is the same person, so the answer may hold a token.
 */
export async function instanceSocket(dataDir: string): Promise<string> {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\overlay-lab-${localUserInWords()}-${hash}`;
  const usual = path.join(dataDir, 'browser.sock');
  if (Buffer.byteLength(usual) <= longest) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return usual;
  }
  const dir = path.join(os.tmpdir(), `overlay-lab-${process.getuid?.()}-${hash}`);
  await mkdir(dir, { mode: 0o700 }).catch(() => undefined);
  const found = await lstat(dir);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0)
    throw new Error(`${dir} belongs to another user`);
  return path.join(dir, 'browser.sock');
}

/** An address of the app that runs already. */
export interface Given {
  address: string;
  /** Resolves when it was used, or is worth nothing any more; true where it was used. */
  used: Promise<boolean>;
  /** Nobody waits for `used`. */
  leave(): void;
}

/** No address is that long. */
const mostText = 1000;
const whole = /^(http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43})\n(used\n)?$/;

/** Asks for an address of a new window; undefined where no app runs. */
export function askInstance(socket: string, timeoutMs = 5000): Promise<Given | undefined> {
  return new Promise((resolve) => {
    const client = connect(socket);
    const used = Promise.withResolvers<boolean>();
    let text = '';
    client.setTimeout(timeoutMs, () => client.destroy());
    client.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const address = whole.exec(text)?.[1];
      if (address === undefined) {
        if (text.includes('\n') || text.length > mostText) client.destroy();
        return;
      }
      client.setTimeout(0);
      resolve({ address, used: used.promise, leave: () => client.destroy() });
    });
    client.on('error', () => resolve(undefined));
    client.on('close', () => {
      used.resolve(whole.exec(text)?.[2] !== undefined);
      resolve(undefined);
    });
  });
}

/** Becomes the one to ask; `newAddress` calls back when the address was used. Undefined where another one was faster. */
export async function beInstance(
  socket: string,
  newAddress: (onUsed: () => void) => string | Promise<string>,
  lifetimeMs: number,
): Promise<Instance | undefined> {
  const asking = new Set<Socket>();
  const server = createServer((client) => {
    asking.add(client);
    client.on('error', () => client.destroy()).on('close', () => asking.delete(client));
    client.setTimeout(lifetimeMs, () => client.end());
    void Promise.resolve(newAddress(() => client.end('used\n'))).then((address) => client.write(`${address}\n`));
  });
  if (!(await listens(server, socket))) {
    const running = await askInstance(socket);
    running?.leave();
    if (running !== undefined) return undefined;
    // Left behind by one that was killed.
    await rm(socket, { force: true });
    if (!(await listens(server, socket))) return undefined;
  }
  if (process.platform !== 'win32') await chmod(socket, 0o600);
  server.unref();
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of asking) client.destroy();
      }),
  };
}

function listens(server: Server, socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    // The mask holds from the first moment on; the folder keeps others out anyway.
    const mask = process.umask(0o177);
    server.listen(socket, () => resolve(true));
    process.umask(mask);
  });
}
