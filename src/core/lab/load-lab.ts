import path from 'node:path';
import { type Document, isMap, isScalar, type Node as YamlNode } from 'yaml';
import { LabError } from '../../shared/errors.ts';
import { type Lab, labSchema } from '../../shared/lab/lab.ts';
import { mapStrings, texts, type Words } from '../../shared/texts/text.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { labFaults } from './lab-faults.ts';
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

/** As many mistakes are named at once; who made more has another kind of file. */
const mostFaults = 20;

/** The lab in a YAML text; `file` only names it in errors. All mistakes of a readable one are named at once. */
export function parseLab(text: string, file: string): Lab {
  const read = readYaml(text);
  if (read instanceof YamlFault) throw refused(file, [{ message: read.message, line: read.line }]);
  const { document, lineOf } = read;
  if (!isMap(document.contents)) throw refused(file, [{ message: texts.lab.notAMapping, line: 1 }]);
  const plain = toPlain(document);
  const parsed = labSchema.safeParse(plain);
  if (parsed.success) return parsed.data;
  const faults = labFaults(parsed.error, plain);
  const found = faults.slice(0, mostFaults).map(({ keys, message }) => {
    const line = lineOf(offsetOf(document, keys));
    return { message, field: fieldName(keys), ...(line !== undefined && { line }) };
  });
  throw refused(file, found, faults.length - found.length);
}

interface Found {
  message: Words;
  line?: number | undefined;
  field?: string;
}

/** One line a mistake, in the order of the file. */
function refused(file: string, found: Found[], more = 0): LabError {
  const inOrder = found.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const lines = inOrder.map(({ message, line, field }) => {
    const where = [file, line].filter((part) => part !== undefined).join(':');
    return mapStrings(texts.lab.fault({ where, field: field ? `${field}: ` : '', message }), printable);
  });
  if (more > 0) lines.push(texts.lab.moreFaults({ more }));
  const [first] = inOrder;
  const [only, ...others] = lines;
  return new LabError('bad-input', only && others.length === 0 ? only : texts.lab.faults({ faults: lines }), {
    file,
    ...(first?.line !== undefined && { line: first.line }),
    ...(first?.field && { field: printable(first.field) }),
  });
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
