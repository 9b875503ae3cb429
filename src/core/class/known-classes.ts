import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';
import { classesDir } from './seat-marks.ts';

type Env = Readonly<Record<string, string | undefined>>;

const knownSchema = z.object({ file: z.string() });

const fileOf = (env: Env, name: string): string => path.join(classesDir(env), name, 'class.json');

/** Keeps which file a class is of. Two files that name their classes alike would work on each other's labs. */
export async function keepClass(env: Env, { name, file }: { name: string; file: string }): Promise<void> {
  const known = await readJson(fileOf(env, name), knownSchema);
  if (known && known.file !== file)
    throw new LabError('refused', texts.class.otherClass({ class: name, file: known.file }), {
      remedy: texts.class.otherClassRemedy({ file: fileOf(env, name) }),
    });
  if (!known) await writePrivate(fileOf(env, name), `${JSON.stringify({ file })}\n`);
}

/** The files of all classes that this person worked with, by name. */
export async function knownClasses(env: Env): Promise<{ name: string; file: string }[]> {
  const names = await readdir(classesDir(env)).catch(() => []);
  const found = names
    .toSorted((one, other) => one.localeCompare(other))
    .map(async (name) => {
      const known = await readJson(fileOf(env, name), knownSchema).catch(() => undefined);
      return known ? [{ name, file: known.file }] : [];
    });
  return (await Promise.all(found)).flat();
}
