import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { LabError } from '../../shared/errors.ts';

/** Writes a file that only its owner can read; it is the old one or the new one, never a torn one. */
export async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new LabError('bad-input', `${file} cannot be written: ${(cause as NodeJS.ErrnoException).code}`, {
      file,
      remedy: 'Check that the disk has room and that the folder is yours.',
      cause,
    });
  }
}

/** What a file of ours holds; undefined where there is none. One that someone broke is an error, never overwritten. */
export async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S> | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw broken(file, String((cause as NodeJS.ErrnoException).code), cause);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw broken(file, 'not JSON', cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw broken(file, parsed.error.issues[0]?.message ?? 'does not validate');
}

function broken(file: string, why: string, cause?: unknown): LabError {
  return new LabError('bad-input', `${file} cannot be read: ${why}`, {
    file,
    remedy: 'Mend it, or move it away to begin anew.',
    cause,
  });
}
