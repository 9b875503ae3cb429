import { z } from 'zod';

/**
 * What a schema found wrong, in words for people: zod's own name its types ("expected object, received undefined"). A
 * message that a schema brings along goes before. Imported for its effect, by what has schemas of things people write.
 */
z.config({ customError: (issue) => wordsOf(issue) });

interface RawIssue {
  code: string;
  input?: unknown;
  expected?: string;
  values?: unknown[];
  keys?: string[];
  origin?: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  inclusive?: boolean;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a group of fields',
  record: 'a group of fields',
  array: 'a list',
  tuple: 'a list',
};

/** What is counted in a thing of this kind; numbers count for themselves. */
const counted: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

function wordsOf(issue: RawIssue): string | undefined {
  const { code, input, expected = '', values = [], keys = [], origin = '' } = issue;
  if (code === 'invalid_type') {
    const kind = kinds[expected];
    if (!kind) return undefined;
    if (input === undefined) return `is missing; it must be ${kind}`;
    return typeof input === 'number' && expected === 'int'
      ? `must be ${kind}`
      : `must be ${kind}, not ${kindOf(input)}`;
  }
  if (code === 'invalid_value') {
    const choice = values.map((value) => JSON.stringify(value)).join(', ');
    const must = values.length > 1 ? `must be one of ${choice}` : `must be ${choice}`;
    return input === undefined ? `is missing; it ${must}` : must;
  }
  if (code === 'unrecognized_keys') return `unknown field: ${keys.join(', ')}`;
  const what = counted[origin] ?? '';
  const verb = what ? 'must have' : 'must be';
  if (code === 'too_big')
    return `${verb} ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${what}`;
  if (code === 'too_small')
    return `${verb} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${what}`;
  if (code === 'invalid_union') return 'is not one of the known kinds';
  return undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return kinds[typeof value] ?? 'something else';
}
