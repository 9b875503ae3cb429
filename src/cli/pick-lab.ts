import { statSync } from 'node:fs';
import path from 'node:path';
import { readLocalFileSync } from '../core/gates/local-file.ts';
import { stateDir } from '../core/gates/places.ts';
import { writePrivate } from '../core/gates/private-file.ts';
import { type LoadedLab, loadLab } from '../core/lab/load-lab.ts';
import { practiceLabFiles } from '../core/practice/access.ts';
import { LabError } from '../shared/errors.ts';
import { texts } from '../shared/texts/text.ts';
import type { Io } from './io.ts';

type Where = Pick<Io, 'env' | 'cwd'>;

/** The lab that a command is about; it is then the last used one. */
export async function pickLab(io: Where, given?: string): Promise<LoadedLab> {
  const file = path.resolve(io.cwd, given || io.env.OVERLAY_LAB_FILE || defaultFile(io));
  const loaded = await loadLab(file);
  if (practiceFiles(io).includes(loaded.file)) await remember(io, loaded.file);
  return loaded;
}

function defaultFile(io: Where): string {
  const here = path.join(io.cwd, 'lab.yaml');
  if (isThere(here)) return here;
  const last = lastUsed(io);
  if (last && isThere(last)) return last;
  const practice = practiceFiles(io);
  const [only] = practice;
  if (only && practice.length === 1) return only;
  if (practice.length > 1)
    throw new LabError('bad-input', texts.cli.severalLabs({ labs: practice.map(labOf) }), {
      remedy: texts.cli.severalLabsRemedy({ lab: String(only) }),
    });
  throw new LabError('not-found', texts.cli.noLab, {
    remedy: texts.cli.noLabRemedy,
  });
}

function practiceFiles({ env }: Where): string[] {
  return practiceLabFiles(env).map(({ labFile }) => labFile);
}

/** Keeps which practice lab was used last. */
export async function remember(io: Where, file: string): Promise<void> {
  // Only a convenience: a home that cannot be written must not keep anybody from working.
  await writePrivate(path.join(stateDir(io.env), 'last-lab'), `${file}\n`).catch(() => undefined);
}

const longestPath = 8 * 1024;

function lastUsed({ env }: Where): string | undefined {
  return readLocalFileSync(path.join(stateDir(env), 'last-lab'), longestPath)?.trim();
}

function labOf(file: string): string {
  return path.basename(path.dirname(file));
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
