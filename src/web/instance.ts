import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';

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
  if (process.platform === 'win32') return `\\\\.\\pipe\\overlay-lab-${os.userInfo().username}-${hash}`;
  const usual = path.join(dataDir, 'browser.sock');
  if (Buffer.byteLength(usual) <= longest) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return usual;
  }
  const dir = path.join(os.tmpdir(), `overlay-lab-${process.getuid?.()}-${hash}`);
  await mkdir(dir, { mode: 0o700 }).catch(() => undefined);
  const found = await lstat(dir);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0)
    throw new Error(`${dir} is somebody else's`);
  return path.join(dir, 'browser.sock');
}

/** The address of a new window of the app that runs already; undefined where none does. */
export function askInstance(socket: string, timeoutMs = 5000): Promise<string | undefined> {
  return new Promise((resolve) => {
    const client = connect(socket);
    let text = '';
    client.setTimeout(timeoutMs, () => client.destroy());
    client.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    client.on('error', () => resolve(undefined));
    client.on('close', () => resolve(/^(http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43})\n$/.exec(text)?.[1]));
  });
}

/** Becomes the one to ask. Undefined where another one was faster. */
export async function beInstance(
  socket: string,
  newAddress: () => string | Promise<string>,
): Promise<Instance | undefined> {
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    void Promise.resolve(newAddress()).then((address) => client.end(`${address}\n`));
  });
  if (!(await listens(server, socket))) {
    if ((await askInstance(socket)) !== undefined) return undefined;
    // Left behind by one that was killed.
    await rm(socket, { force: true });
    if (!(await listens(server, socket))) return undefined;
  }
  if (process.platform !== 'win32') await chmod(socket, 0o600);
  server.unref();
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
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
