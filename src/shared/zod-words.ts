import { z } from 'zod';
import { Text, texts, type Words } from './texts/text.ts';

/**
 * What a schema found wrong, in words for people: zod's own name its types ("expected object, received undefined"). A
 * message that a schema brings along goes before. Imported for its effect, by what has schemas of things people write.
 */
z.config({ customError: (issue) => asMessage(wordsOf(issue)) });

/** zod takes strings alone, and hands on what it is given: `issueWords` finds the text there again. */
const asMessage = (text: Text): { message: string } => ({ message: text as unknown as string });

/** A schema's own words for what it does not take: `.regex(pattern, says(texts.lab.userName))`. */
export const says = (text: Text): { error: () => { message: string } } => ({ error: () => asMessage(text) });

/** An issue that a schema finds by itself, for `context.addIssue`. */
export const issueOf = (
  text: Text,
  path: PropertyKey[] = [],
): { code: 'custom'; path: PropertyKey[]; message: string } => ({
  ...{ code: 'custom', path },
  ...asMessage(text),
});

/** What an issue says, as a text where there is one. */
export const issueWords = ({ message }: { message: string }): Words => {
  const words: unknown = message;
  return words instanceof Text ? words : message;
};

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

const words = texts.schema;

const kinds: Readonly<Record<string, Text>> = {
  string: words.string,
  number: words.number,
  int: words.whole,
  boolean: words.boolean,
  object: words.group,
  record: words.group,
  array: words.list,
  tuple: words.list,
};

/** What is counted in a thing of this kind; numbers count for themselves. */
const countedIn: Readonly<Record<string, Text>> = { string: words.characters, array: words.entries };

function wordsOf(issue: RawIssue): Text {
  const { code, input, expected = '', values = [], keys = [], origin = '' } = issue;
  if (code === 'invalid_type') {
    const kind = kinds[expected];
    if (!kind) return words.notRight;
    if (input === undefined) return words.missing({ kind });
    return typeof input === 'number' && expected === 'int'
      ? words.mustBe({ kind })
      : words.mustBeNot({ kind, given: kindOf(input) });
  }
  if (code === 'invalid_value') {
    const must = words.choice({ choices: values.map((value) => JSON.stringify(value)) });
    return input === undefined ? words.missingChoice({ must }) : must;
  }
  if (code === 'unrecognized_keys') return words.unknownFields({ fields: keys });
  const counted = countedIn[origin] ?? '';
  if (code === 'too_big') {
    const most = String(issue.maximum);
    return issue.inclusive === false ? words.lessThan({ most, counted }) : words.atMost({ most, counted });
  }
  if (code === 'too_small') {
    const least = String(issue.minimum);
    return issue.inclusive === false ? words.moreThan({ least, counted }) : words.atLeast({ least, counted });
  }
  return code === 'invalid_union' ? words.unknownKind : words.notRight;
}

function kindOf(value: unknown): Text {
  if (value === null) return words.nothing;
  if (Array.isArray(value)) return words.list;
  return kinds[typeof value] ?? words.somethingElse;
}
