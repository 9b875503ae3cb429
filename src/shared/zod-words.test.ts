import { expect, test } from 'vitest';
import { z } from 'zod';
import { english, Text, texts } from './texts/text.ts';
import { issueWords, says } from './zod-words.ts';

const schema = z.strictObject({
  name: z.string().max(5).optional(),
  port: z.number().int().max(65535).optional(),
  list: z.array(z.string()).min(2).optional(),
  track: z.enum(['etcd', 'swarm']).optional(),
  one: z.literal('x').optional(),
  own: z.string(says(texts.lab.userRule)).optional(),
  plain: z.string('the schema’s own words').optional(),
  date: z.date().optional(),
  kind: z
    .discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })])
    .optional(),
});

test.each<[unknown, string]>([
  [{ name: 5 }, 'must be text, not a number'],
  [{ name: 'longer' }, 'must have at most 5 characters'],
  [{ port: 70_000 }, 'must be at most 65535'],
  [{ port: 1.5 }, 'must be a whole number'],
  [{ port: null }, 'must be a number, not nothing'],
  [{ list: {} }, 'must be a list, not a group of fields'],
  [{ list: ['a'] }, 'must have at least 2 entries'],
  [{ track: 'foo' }, 'must be one of "etcd", "swarm"'],
  [{ one: 'y' }, 'must be "x"'],
  [{ foo: 1 }, 'unknown field: foo'],
  [{ kind: { type: 'c' } }, 'is not one of the known kinds'],
  [{ own: 1 }, 'must be a user name'],
  [{ date: 'x' }, 'is not as it must be'],
  [[], 'must be a group of fields, not a list'],
  [undefined, 'is missing; it must be a group of fields'],
])('%j: %s', (value, words) => {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  expect(issue && issueWords(issue)).toBeInstanceOf(Text);
  expect(issue && english(issueWords(issue))).toBe(words);
});

test('a schema may say something that is no text', () => {
  const [issue] = schema.safeParse({ plain: 1 }).error?.issues ?? [];
  expect(issue && issueWords(issue)).toBe('the schema’s own words');
});

test('an error that nobody takes apart is in English', () => {
  const error = schema.safeParse({ name: 5 }).error;
  expect(
    [error?.message, JSON.stringify(error?.issues)].map((text) => text?.includes('must be text, not a number')),
  ).toEqual([true, true]);
});
