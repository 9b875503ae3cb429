import path from 'node:path';
import { z } from 'zod';
import { dataDir } from '../gates/places.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';
import type { LoadedLab } from '../lab/load-lab.ts';
import { digestOf } from './lab-file-facts.ts';

const schema = z.object({
  labs: z.array(z.object({ digest: z.string(), file: z.string(), at: z.string() })),
});
const most = 500;

const storeOf = (env: NodeJS.ProcessEnv): string => path.join(dataDir(env), 'agreed-labs.json');

/** Whether the person agreed to what this file does, or to what it did before. */
export async function agreementOf(loaded: LoadedLab, env: NodeJS.ProcessEnv): Promise<'agreed' | 'changed' | 'new'> {
  const { labs } = (await readJson(storeOf(env), schema)) ?? { labs: [] };
  const digest = digestOf(loaded, env);
  if (labs.some((one) => one.digest === digest)) return 'agreed';
  return labs.some(({ file }) => file === loaded.file) ? 'changed' : 'new';
}

/** Every file that the person agreed to once, whatever it does now. */
export async function agreedFiles(env: NodeJS.ProcessEnv): Promise<string[]> {
  const { labs } = (await readJson(storeOf(env), schema)) ?? { labs: [] };
  return [...new Set(labs.map(({ file }) => file))];
}

/** Keeps that the person agreed to what this file does now. */
export async function keepAgreement(loaded: LoadedLab, env: NodeJS.ProcessEnv): Promise<void> {
  const { labs } = (await readJson(storeOf(env), schema)) ?? { labs: [] };
  const digest = digestOf(loaded, env);
  const others = labs.filter((one) => one.digest !== digest).slice(-most + 1);
  const kept = [...others, { digest, file: loaded.file, at: new Date().toISOString() }];
  await writePrivate(storeOf(env), `${JSON.stringify({ labs: kept }, null, 2)}\n`);
}
