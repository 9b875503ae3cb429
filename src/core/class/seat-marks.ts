import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { texts } from '../../shared/texts/text.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { dataDir } from '../gates/places.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the app keeps what it knows of its classes, a folder a class. */
export const classesDir = (env: Env): string => path.join(dataDir(env), 'classes');

/** That a practice lab was made for a seat. `key`: of the lab's own key, which no other lab has; absent while it is made. */
const markSchema = z.object({ lab: z.string(), key: z.string().optional() });
export type Mark = z.infer<typeof markSchema>;

/**
 * Which practice labs a class made. A lab is known by the key that it was made with, not by its name: one that somebody made
 * under the same name, before or after, is not the class's, and is neither used nor removed.
 */
export class SeatMarks {
  readonly #folder: string;

  constructor(env: Env, ofClass: string) {
    this.#folder = path.join(classesDir(env), ofClass, 'made');
  }

  of(seat: string): Promise<Mark | undefined> {
    return readJson(this.#file(seat), markSchema);
  }

  /** Before a lab is made that is not there yet. */
  begin(seat: string, lab: string): Promise<void> {
    return this.#write(seat, { lab });
  }

  async made(seat: string, lab: string, labFile: string): Promise<void> {
    const key = await keyBeside(labFile);
    await this.#write(seat, { lab, ...(key !== undefined && { key }) });
  }

  forget(seat: string): Promise<void> {
    return rm(this.#file(seat), { force: true });
  }

  /** Whether the lab with this file is the one that was made for the seat. */
  async isOurs(seat: string, labFile: string): Promise<boolean> {
    const mark = await this.of(seat);
    if (!mark) return false;
    return mark.key === undefined || mark.key === (await keyBeside(labFile));
  }

  #write(seat: string, mark: Mark): Promise<void> {
    return writePrivate(this.#file(seat), `${JSON.stringify(mark)}\n`);
  }

  #file(seat: string): string {
    return path.join(this.#folder, `${seat}.json`);
  }
}

const mostKey = 64 * 1024;

/** What tells a practice lab from every other: the digest of the key beside its file, undefined where there is none. */
export async function keyBeside(labFile: string): Promise<string | undefined> {
  const subject = { what: texts.class.labKey };
  const key = await readLocalFile(path.join(path.dirname(labFile), 'key'), subject, { most: mostKey });
  return key && createHash('sha256').update(key).digest('hex');
}
