import { expect, test } from 'vitest';
import { z } from 'zod';
import './zod-words.ts';

const schema = z.strictObject({
  name: z.string().max(5).optional(),
  port: z.number().int().max(65535).optional(),
  list: z.array(z.string()).min(2).optional(),
  track: z.enum(['etcd', 'swarm']).optional(),
  one: z.literal('x').optional(),
  own: z.string('the schema’s own words').optional(),
  kind: z
    .discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })])
    .optional(),
});

test.each<[unknown, string]>([
  [{ name: 5 }, 'must be a text, not a number'],
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
  [{ own: 1 }, 'the schema’s own words'],
  [[], 'must be a group of fields, not a list'],
  [undefined, 'is missing; it must be a group of fields'],
])('%j: %s', (value, words) => {
  expect(schema.safeParse(value).error?.issues[0]?.message).toBe(words);
});
