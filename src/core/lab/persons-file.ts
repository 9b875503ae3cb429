import { type Document, isMap, isScalar, type Node as YamlNode } from 'yaml';
import type { z } from 'zod';
import { LabError } from '../../shared/errors.ts';
import { mapStrings, type Text, texts, type Words } from '../../shared/texts/text.ts';
import { readLocalFile } from '../gates/local-file.ts';
import { labFaults } from './lab-faults.ts';
import { readYaml, YamlFault } from './read-yaml.ts';

/** A kind of file that people write: what it holds, and how one speaks of it. */
export interface FileKind<S extends z.ZodType> {
  schema: S;
  /** `a lab file` */
  what: Text;
  notFound: (values: { file: string }) => Text;
  notFoundRemedy: Text;
  otherRemedy: Text;
  notAMapping: Text;
}

/** A page of text; what is larger is not one, or was made to hurt. */
const maxBytes = 1024 * 1024;

/** The text of such a file. Throws `not-found`, or `bad-input` for what cannot be one. */
export async function readPersonsText(file: string, kind: Omit<FileKind<z.ZodType>, 'schema'>): Promise<string> {
  const { what, otherRemedy: remedy } = kind;
  const bytes = await readLocalFile(file, { what, remedy }, { most: maxBytes }).catch((error: unknown) => {
    // What was named by the person is bad input, whatever is wrong with it.
    if (!(error instanceof LabError) || error.code !== 'too-large') throw error;
    throw new LabError('bad-input', texts.lab.tooLarge({ file, what }), { file, remedy });
  });
  if (!bytes) throw new LabError('not-found', kind.notFound({ file }), { file, remedy: kind.notFoundRemedy });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new LabError('bad-input', texts.lab.notUtf8({ file }), { file });
  }
}

/** What a YAML text holds; `file` only names it in errors. All mistakes of a readable one are named at once. */
export function parseYaml<S extends z.ZodType>(text: string, file: string, kind: FileKind<S>): z.infer<S> {
  const judged = judgeYaml(text, kind);
  if ('found' in judged) throw refusedAll(file, judged.found);
  return judged.value;
}

/** The same, with its mistakes one by one. */
export function judgeYaml<S extends z.ZodType>(
  text: string,
  { schema, notAMapping }: Pick<FileKind<S>, 'schema' | 'notAMapping'>,
): Judged<S> {
  const read = readYaml(text);
  if (read instanceof YamlFault) return { found: [{ message: read.message, line: read.line }] };
  const { document, lineOf } = read;
  if (!isMap(document.contents)) return { found: [{ message: notAMapping, line: 1 }] };
  return judgePlain(toPlain(document), schema, (keys) => lineOf(offsetOf(document, keys)));
}

type Judged<S extends z.ZodType> = { value: z.infer<S> } | { found: Found[] };

/** As many mistakes are named at once; who made more has another kind of file. */
const mostFaults = 20;

/** The same of what was read from another form of text; `lineOf` finds the line of a field. */
export function checkPlain<S extends z.ZodType>(
  plain: unknown,
  file: string,
  schema: S,
  lineOf: (keys: PropertyKey[]) => number | undefined,
): z.infer<S> {
  const judged = judgePlain(plain, schema, lineOf);
  if ('found' in judged) throw refusedAll(file, judged.found);
  return judged.value;
}

function judgePlain<S extends z.ZodType>(
  plain: unknown,
  schema: S,
  lineOf: (keys: PropertyKey[]) => number | undefined,
): Judged<S> {
  const parsed = schema.safeParse(plain);
  if (parsed.success) return { value: parsed.data };
  const found = labFaults(parsed.error, plain, schema).map(({ keys, message }): Found => {
    const line = lineOf(keys);
    return { message, field: fieldName(keys), ...(line !== undefined && { line }) };
  });
  return { found };
}

const refusedAll = (file: string, found: Found[]): LabError =>
  refused(file, found.slice(0, mostFaults), Math.max(0, found.length - mostFaults));

export interface Found {
  message: Words;
  line?: number | undefined;
  field?: string;
}

/** One line a mistake, in the order of the file. */
export function refused(file: string, found: Found[], more = 0): LabError {
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
export function printable(text: string): string {
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
