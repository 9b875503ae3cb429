import path from 'node:path';
import { type Lab, labSchema } from '../../shared/lab/lab.ts';
import { texts } from '../../shared/texts/text.ts';
import { type FileKind, parseYaml, readPersonsText } from './persons-file.ts';

export interface LoadedLab {
  lab: Lab;
  /** Absolute path of the lab file. */
  file: string;
  /** Its folder: paths in the lab are relative to it. */
  baseDir: string;
}

const labFile: FileKind<typeof labSchema> = {
  schema: labSchema,
  what: texts.lab.aLabFile,
  notFound: texts.lab.notFound,
  notFoundRemedy: texts.lab.notFoundRemedy,
  otherRemedy: texts.lab.notALabFileRemedy,
  notAMapping: texts.lab.notAMapping,
};

/** Reads and validates a lab file. Throws `not-found`, or `bad-input` with file, line and field. */
export async function loadLab(file: string): Promise<LoadedLab> {
  const absolute = path.resolve(file);
  const text = await readPersonsText(absolute, labFile);
  return { lab: parseLab(text, absolute), file: absolute, baseDir: path.dirname(absolute) };
}

/** The lab in a YAML text; `file` only names it in errors. All mistakes of a readable one are named at once. */
export const parseLab = (text: string, file: string): Lab => parseYaml(text, file, labFile);
