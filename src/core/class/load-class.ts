import path from 'node:path';
import { type Class, classSchema } from '../../shared/class/class.ts';
import { texts } from '../../shared/texts/text.ts';
import { checkPlain, type FileKind, parseYaml, readPersonsText } from '../lab/persons-file.ts';
import { csvSeats } from './csv-seats.ts';

export interface LoadedClass extends Class {
  /** Absolute path of the class file. */
  file: string;
}

const classFile: FileKind<typeof classSchema> = {
  schema: classSchema,
  what: texts.class.aClassFile,
  notFound: texts.class.notFound,
  notFoundRemedy: texts.class.notFoundRemedy,
  otherRemedy: texts.class.notAClassFileRemedy,
  notAMapping: texts.class.notAMapping,
};

/** Reads and validates a class file, YAML or a CSV of seats. Throws `bad-input` with all its mistakes, file and line. */
export async function loadClass(given: string): Promise<LoadedClass> {
  const file = path.resolve(given);
  return { ...parseClass(await readPersonsText(file, classFile), file), file };
}

export function parseClass(text: string, file: string): Class {
  if (!/\.csv$/i.test(file)) return parseYaml(text, file, classFile);
  const { plain, lineOf } = csvSeats(text, file);
  return checkPlain(plain, file, classSchema, lineOf);
}
