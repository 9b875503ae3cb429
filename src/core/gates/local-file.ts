import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { bytesInWords, type Subject, tooLarge } from './limits.ts';

export interface FileLimits {
  /** Bytes at most. */
  most: number;
  signal?: AbortSignal;
}

/**
 * The one way to read a file of this machine: a regular file (links to one are followed; devices, pipes, sockets and
 * folders are refused without being waited for), of at most so many bytes, also where it grows meanwhile.
 * `undefined` where there is none, or where the path cannot be one. Throws `bad-input` for what is no regular file,
 * `too-large`, `cancelled`; errors of the system (no permission, …) as they are.
 */
export async function readLocalFile(
  file: string,
  subject: Subject,
  { most, signal }: FileLimits,
): Promise<Buffer | undefined> {
  signal?.throwIfAborted();
  // A FIFO that nobody writes would be waited for without O_NONBLOCK; for regular files it means nothing.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(error.code ?? ''))
      return undefined;
    if (error.code === 'ENXIO') throw noFile(file, subject); // a socket
    throw error;
  });
  if (!handle) return undefined;
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw noFile(file, subject);
    if (found.size > most) throw tooLarge({ ...subject, file }, bytesInWords(most));
    return await readAll(file, subject, most, signal, (buffer) => handle.read(buffer, 0, buffer.length, null));
  } finally {
    await handle.close();
  }
}

/** The same for where nothing can be waited for; what cannot be read, for whatever reason, is undefined. */
export function readLocalFileSync(file: string, most: number): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = fstatSync(descriptor);
    if (!found.isFile() || found.size > most) return undefined;
    // One byte more than there should be: a file of /proc says that it is empty.
    const buffer = Buffer.alloc(most + 1);
    let size = 0;
    for (let read = -1; read !== 0 && size <= most; size += read)
      read = readSync(descriptor, buffer, size, buffer.length - size, null);
    return size > most ? undefined : buffer.toString('utf8', 0, size);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

async function readAll(
  file: string,
  subject: Subject,
  most: number,
  signal: AbortSignal | undefined,
  read: (buffer: Buffer) => Promise<{ bytesRead: number }>,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    signal?.throwIfAborted();
    const buffer = Buffer.alloc(64 * 1024);
    const { bytesRead } = await read(buffer);
    if (bytesRead === 0) return Buffer.concat(chunks);
    size += bytesRead;
    if (size > most) throw tooLarge({ ...subject, file }, bytesInWords(most));
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

function noFile(file: string, { what, remedy }: Subject): LabError {
  return new LabError('bad-input', texts.gates.notRegular({ file, what }), {
    file,
    remedy: remedy ?? texts.gates.notRegularRemedy,
  });
}
