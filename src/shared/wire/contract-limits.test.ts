import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from './contract.ts';

interface JsonSchema {
  [key: string]: unknown;
  type?: string;
}

/** Every place of an input whose size nothing bounds. */
function unbounded(schema: unknown, where: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one, index) => unbounded(one, `${where}[${index}]`));
  const { type, ...one } = schema as JsonSchema;
  const isBounded = one.enum !== undefined || one.const !== undefined || one.format === 'uuid';
  const own = [
    type === 'string' && one.maxLength === undefined && !isBounded,
    type === 'array' && one.maxItems === undefined,
    type === 'object' && typeof one.additionalProperties === 'object',
    type === 'number' && (one.minimum === undefined || one.maximum === undefined),
    Object.keys(one).length === 0 && type === undefined,
  ].some(Boolean);
  return [
    ...(own ? [where] : []),
    ...Object.entries(one).flatMap(([key, value]) => unbounded(value, `${where}.${key}`)),
  ];
}

const procedures = Object.entries(contract).flatMap(([group, all]) =>
  Object.entries(all).map(([name, procedure]) => {
    const { inputSchema } = (procedure as unknown as Record<'~orpc', { inputSchema?: z.ZodType }>)['~orpc'];
    return { name: `${group}.${name}`, inputSchema };
  }),
);

test('the law sees what has no bound', () => {
  const schema = z.toJSONSchema(z.object({ a: z.string(), b: z.array(z.uuid()), c: z.record(z.string(), z.uuid()) }));
  expect(unbounded(schema, '')).toEqual([
    '.properties.a',
    '.properties.b',
    '.properties.c',
    '.properties.c.propertyNames',
  ]);
});

test.each(procedures)('whatever a window sends to $name has bounds', ({ inputSchema }) => {
  expect(inputSchema ? unbounded(z.toJSONSchema(inputSchema, { io: 'input' }), '') : []).toEqual([]);
});

test('there are procedures', () => expect(procedures.length).toBeGreaterThan(25));
