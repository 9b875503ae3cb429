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
