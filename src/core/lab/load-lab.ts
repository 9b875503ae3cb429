import path from 'node:path';
import { type Document, isMap, isScalar, type Node as YamlNode } from 'yaml';
import { LabError } from '../../shared/errors.ts';
import { type Lab, labSchema } from '../../shared/lab/lab.ts';
import { mapStrings, texts, type Words } from '../../shared/texts/text.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { readYaml, YamlFault } from './read-yaml.ts';

export interface LoadedLab {
  lab: Lab;
  /** Absolute path of the lab file. */
  file: string;
  /** Its folder: paths in the lab are relative to it. */
  baseDir: string;
}

/** A lab file is a page of text; what is larger is not one, or was made to hurt. */
const maxBytes = 1024 * 1024;

/** Reads and validates a lab file. Throws `not-found`, or `bad-input` with file, line and field. */
export async function loadLab(file: string): Promise<LoadedLab> {
  const absolute = path.resolve(file);
  const text = await readLabText(absolute);
  return { lab: parseLab(text, absolute), file: absolute, baseDir: path.dirname(absolute) };
}

async function readLabText(file: string): Promise<string> {
  const remedy = texts.lab.notALabFileRemedy;
  const bytes = await readLocalFile(file, { what: texts.lab.aLabFile, remedy }, { most: maxBytes }).catch(
    (error: unknown) => {
      // What was named by the person is bad input, whatever is wrong with it.
      if (!(error instanceof LabError) || error.code !== 'too-large') throw error;
      throw new LabError('bad-input', texts.lab.tooLarge({ file }), { file, remedy });
    },
  );
  if (!bytes)
    throw new LabError('not-found', texts.lab.notFound({ file }), {
      file,
      remedy: texts.lab.notFoundRemedy,
    });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LabError('bad-input', texts.lab.notUtf8({ file }), { file });
  }
}

/** The lab in a YAML text; `file` only names it in errors. */
export function parseLab(text: string, file: string): Lab {
  const fail = (message: Words, line?: number, field?: string): never => {
    const where = [file, line].filter((part) => part !== undefined).join(':');
    const said = { where, field: field ? `${field}: ` : '', message };
    throw new LabError('bad-input', mapStrings(texts.lab.fault(said), printable), {
      file,
      line,
      field: field && printable(field),
    });
  };
  const read = readYaml(text);
  if (read instanceof YamlFault) return fail(read.message, read.line);
  const { document, lineOf } = read;
  if (!isMap(document.contents)) fail(texts.lab.notAMapping, 1);
  const parsed = labSchema.safeParse(toPlain(document));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : (issue?.path ?? []);
  return fail(issue?.message ?? texts.lab.doesNotValidate, lineOf(offsetOf(document, keys)), fieldName(keys));
}

/** Keys of the file stand in messages: what would move a terminal's cursor or turn the writing direction does not. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}

function toPlain(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

/** Where a field stands, or its nearest parent when it is missing. */
function offsetOf(document: Document.Parsed, keys: PropertyKey[]): number | undefined {
  for (let length = keys.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(keys.slice(0, length - 1), true);
    const key = isMap(parent)
      ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === keys[length - 1])
      : undefined;
    const found = (key?.key ?? document.getIn(keys.slice(0, length), true)) as YamlNode | undefined;
    if (found?.range) return found.range[0];
  }
  return document.contents?.range?.[0];
}

function fieldName(keys: PropertyKey[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index ? '.' : ''}${String(key)}`))
    .join('');
}
