import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { LabError, wordsOf } from '../../../shared/errors.ts';
import { texts } from '../../../shared/texts/text.ts';
import type { UploadOptions } from '../../machine/port.ts';
import { exec } from './exec.ts';
import type { Remote } from './program.ts';
import { openSftp, type Sftp } from './sftp.ts';

/**
 * The file appears whole or not at all: it is written under another name in the same folder, flushed, then renamed.
 * An ordinary user cannot write there, so the bytes go to a private folder in the home first, and root takes them.
 */
export async function upload(
  remote: Remote,
  source: Readable | Uint8Array,
  path: string,
  options: UploadOptions = {},
): Promise<void> {
  options.signal?.throwIfAborted();
  if (!path.startsWith('/') || path.endsWith('/') || path.includes('\0'))
    throw new LabError('bad-input', texts.process.notAbsolute({ path }), { node: remote.link.node });
  const sftp = await openSftp(remote, options.signal);
  const random = randomBytes(8).toString('hex');
  try {
    if (remote.privilege.way === 'root') await intoPlace(sftp, source, path, random, options);
    else await throughHome(remote, sftp, source, path, random, options);
  } catch (error) {
    throw explained(remote, path, error, options);
  } finally {
    sftp.end();
  }
}

async function intoPlace(
  sftp: Sftp,
  source: Readable | Uint8Array,
  path: string,
  random: string,
  options: UploadOptions,
) {
  const temporary = posix.join(posix.dirname(path), `.${posix.basename(path).slice(0, 200)}.${random}`);
  try {
    await writeFile(sftp, source, temporary, options);
    await sftp.call((to, done) => to.chmod(temporary, options.mode ?? 0o644, done));
    await sftp.call((to, done) => to.ext_openssh_rename(temporary, path, done));
  } catch (error) {
    await sftp.call((to, done) => to.unlink(temporary, done)).catch(() => {});
    throw error;
  }
}

const takeScript = `
t="$(dirname "$2")/.$(basename "$2" | cut -c1-200).$3"
trap 'rm -f -- "$t"' EXIT
install -o root -g root -m "$4" -- "$1" "$t" && sync -- "$t" && mv -fT -- "$t" "$2"
`;

async function throughHome(
  remote: Remote,
  sftp: Sftp,
  source: Readable | Uint8Array,
  path: string,
  random: string,
  options: UploadOptions,
) {
  const home = await sftp.call<string>((to, done) => to.realpath('.', done));
  const folder = `${home}/.overlay-lab.${random}`;
  await sftp.call((to, done) => to.mkdir(folder, { mode: 0o700 }, done));
  try {
    await writeFile(sftp, source, `${folder}/file`, options);
    const mode = (options.mode ?? 0o644).toString(8);
    const args = [`${folder}/file`, path, random, mode];
    await exec(remote, ['/bin/sh', '-c', takeScript, 'sh', ...args], options.signal ? { signal: options.signal } : {});
  } finally {
    await sftp.call((to, done) => to.unlink(`${folder}/file`, done)).catch(() => {});
    await sftp.call((to, done) => to.rmdir(folder, done)).catch(() => {});
  }
}

const piece = 32 * 1024;
const underWay = 32;

/** Several writes under way at once: one after another would cost a round trip for each 32 KB. */
async function writeFile(sftp: Sftp, source: Readable | Uint8Array, path: string, options: UploadOptions) {
  const handle = await sftp.call<Buffer>((to, done) => to.open(path, 'wx', 0o600, done));
  const writes = new Set<Promise<void>>();
  let position = 0;
  let sent = 0;
  try {
    for await (const chunk of chunks(source, options.signal)) {
      const at = position;
      position += chunk.length;
      const write = sftp
        .call((to, done) => to.write(handle, chunk, 0, chunk.length, at, done))
        .then(() => {
          writes.delete(write);
          sent += chunk.length;
          options.onProgress?.(sent);
        });
      writes.add(write);
      if (writes.size >= underWay) await Promise.race(writes);
    }
    await Promise.all(writes);
    await sftp.call((to, done) => to.ext_openssh_fsync(handle, done));
  } finally {
    await Promise.allSettled(writes);
    await sftp.call((to, done) => to.close(handle, done)).catch(() => {});
  }
}

async function* chunks(source: Readable | Uint8Array, signal?: AbortSignal): AsyncGenerator<Buffer> {
  for await (const part of source instanceof Uint8Array ? [source] : source) {
    const { buffer, byteOffset, byteLength } = part as Uint8Array;
    const bytes = Buffer.from(buffer, byteOffset, byteLength); // no copy
    for (let at = 0; at < bytes.length; at += piece) {
      signal?.throwIfAborted();
      yield bytes.subarray(at, at + piece);
    }
  }
}

function explained({ link }: Remote, path: string, error: unknown, { signal }: UploadOptions): LabError {
  if (signal?.aborted)
    return new LabError('cancelled', texts.process.uploadCancelled({ path, node: link.node }), { node: link.node });
  if (error instanceof LabError) return error;
  const gone = link.gone();
  if (gone) return gone;
  return new LabError('command-failed', texts.process.notWritten({ path, node: link.node, why: wordsOf(error) }), {
    node: link.node,
    cause: error,
  });
}
