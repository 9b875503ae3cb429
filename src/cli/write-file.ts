import { mkdir, writeFile as write } from 'node:fs/promises';
import { LabError } from '../shared/errors.ts';
import { texts } from '../shared/texts/text.ts';

/** A file that a person named. Throws `bad-input` with why it could not be written. */
export const writeFile = (file: string, content: string | Uint8Array): Promise<void> =>
  guarded(file, write(file, content));

/** A folder, with those above it, that a person named. */
export const makeFolder = (folder: string): Promise<unknown> => guarded(folder, mkdir(folder, { recursive: true }));

async function guarded<T>(file: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new LabError('bad-input', texts.cli.notWritten({ file, code: String(code) }), { file, cause });
  }
}
