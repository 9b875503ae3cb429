import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { texts, type Words } from '../../shared/texts/text.ts';
import { issueWords } from '../../shared/zod-words.ts';

/** One mistake of a file that people write: the field, and what is wrong with it. */
export interface LabFault {
  keys: PropertyKey[];
  message: Words;
}

/** What the schema found wrong in `plain`: the first of each field; a misspelt one with the one that was meant. */
export function labFaults(error: z.ZodError, plain: unknown, schema: z.ZodType): LabFault[] {
  const faults = error.issues.flatMap((issue): LabFault[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => unknownField(issue.path, key, plain, schema));
    const message = misspeltValue(issue, plain) ?? issueWords(issue);
    return [{ keys: issue.path, message }];
  });
  // What a misspelt field was meant to be is not missing as well.
  const meant = new Set(faults.flatMap((fault) => ('meant' in fault ? [fault.meant] : [])));
  const first = new Map(faults.toReversed().map((fault) => [placeOf(fault.keys), fault]));
  return faults.filter((fault) => {
    const place = placeOf(fault.keys);
    return first.get(place) === fault && (!meant.has(place) || valueAt(plain, fault.keys) !== undefined);
  });
}

function unknownField(
  path: PropertyKey[],
  key: string,
  plain: unknown,
  schema: z.ZodType,
): LabFault & { meant?: string } {
  const present = Object.keys((valueAt(plain, path) as object | undefined) ?? {});
  const free = fieldsAt(path, schema).filter((field) => !present.includes(field));
  const suggestion = similar(key, free);
  const keys = [...path, key];
  if (suggestion === undefined) return { keys, message: texts.lab.unknownField };
  return { keys, message: texts.lab.unknownFieldSimilar({ suggestion }), meant: placeOf([...path, suggestion]) };
}

function misspeltValue(issue: z.core.$ZodIssue, plain: unknown): Words | undefined {
  if (issue.code !== 'invalid_value') return undefined;
  const suggestion = similar(valueAt(plain, issue.path), issue.values.map(String));
  return suggestion && texts.lab.valueSimilar({ must: issueWords(issue), suggestion });
}

/** The choice that was meant, where one differs by a slip: one letter in three at most, or the same letters mixed up. */
function similar(given: unknown, choices: readonly string[]): string | undefined {
  if (typeof given !== 'string' || given.length > 40 || choices.length === 0) return undefined;
  const word = plainly(given);
  const nearest = closest(word, choices.map(plainly));
  const isSlip = (choice: string) => {
    const meant = plainly(choice);
    if (lettersOf(meant) === lettersOf(word)) return true;
    return meant === nearest && distance(word, meant) <= Math.max(1, Math.floor(meant.length / 3));
  };
  return choices.find(isSlip);
}

/** `identity_file` and `IdentityFile` are slips as well. */
const plainly = (word: string) => word.toLowerCase().replace(/[-_ ]/g, '');
const lettersOf = (word: string) => [...word].sort((one, other) => (one < other ? -1 : 1)).join('');

/** The fields that the file may have there. */
function fieldsAt(path: readonly PropertyKey[], whole: z.ZodType): string[] {
  let schema: unknown = bare(whole);
  for (const key of path) {
    if (schema instanceof z.ZodArray) schema = bare(schema.element);
    else if (schema instanceof z.ZodObject) schema = bare((schema.shape as Record<PropertyKey, unknown>)[key]);
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** Without what a schema does with a value that is absent or written in another way. */
function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bare(schema.unwrap());
  return schema instanceof z.ZodPipe ? bare(schema.out) : schema;
}

function valueAt(plain: unknown, path: readonly PropertyKey[]): unknown {
  let value = plain;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

const placeOf = (keys: readonly PropertyKey[]): string => JSON.stringify(keys.map(String));
