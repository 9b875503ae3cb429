import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { issueWords } from '../../shared/zod-words.ts';
import { parseJson } from './limits.ts';
import { readLocalFile } from './local-file.ts';

/** Settings, lists of labs and the like have some kilobytes. */
const most = 4 * 1024 * 1024;

/**
 * Writes a file that only its owner can read; it is the old one or the new one, never a torn one. The draft's name is one
 * that nobody can have put a pipe or a link in the place of.
 */
export async function writePrivate(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new LabError(
      'bad-input',
      texts.gates.notWritten({ file, code: String((cause as NodeJS.ErrnoException).code) }),
      {
        file,
        remedy: texts.gates.notWrittenRemedy,
        cause,
      },
    );
  }
}

/** What a file of ours holds; undefined where there is none. One that someone broke is an error, never overwritten. */
export async function readJson<S extends z.ZodType>(file: string, schema: S): Promise<z.infer<S> | undefined> {
  const subject = { what: texts.gates.ownFile, file, remedy };
  const bytes = await readLocalFile(file, subject, { most }).catch((cause: unknown) => {
    if (cause instanceof LabError) throw cause;
    throw broken(file, String((cause as NodeJS.ErrnoException).code), cause);
  });
  if (!bytes) return undefined;
  let value: unknown;
  try {
    value = parseJson(bytes.toString('utf8'), { bytes: most }, subject);
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    throw broken(file, texts.gates.notJson, cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw broken(file, issue ? issueWords(issue) : texts.gates.doesNotValidate);
}

const remedy = texts.gates.brokenRemedy;

function broken(file: string, why: Words, cause?: unknown): LabError {
  return new LabError('bad-input', texts.gates.notRead({ file, why }), {
    file,
    remedy,
    cause,
  });
}
