import path from 'node:path';
import { type Lab, type LabFile, labFileSchema } from '../../shared/lab/lab.ts';
import { texts } from '../../shared/texts/text.ts';
import { type FileKind, parseYaml, readPersonsText } from './persons-file.ts';

export interface LoadedLab {
  lab: Lab;
  /** Absent where the file names the track; `open` until one is chosen for the engines: the lab has the tutorial's so far. */
  trackIs?: 'open' | 'chosen';
  /** Absolute path of the lab file. */
  file: string;
  /** Its folder: paths in the lab are relative to it. */
  baseDir: string;
}

const labFile: FileKind<typeof labFileSchema> = {
  schema: labFileSchema,
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
  const read = readLab(text, absolute);
  const place = { file: absolute, baseDir: path.dirname(absolute) };
  return { lab: settled(read), ...(!read.track && { trackIs: 'open' }), ...place };
}

/** The lab in a YAML text; `file` only names it in errors. All mistakes of a readable one are named at once. */
export const parseLab = (text: string, file: string): Lab => settled(readLab(text, file));

const readLab = (text: string, file: string): LabFile => parseYaml(text, file, labFile);
const settled = (read: LabFile): Lab => ({ ...read, track: read.track ?? 'etcd' });
