import { z } from 'zod';
import { defineRecord } from './record-kind.ts';

/** What an engine has; ids are the twelve digits that `docker` shows. */

export const containers = defineRecord({
  schema: z.strictObject({ name: z.string(), id: z.string(), state: z.string() }),
  print: ({ name, id, state }) => `${name} ${id} ${state}`,
});

export const networks = defineRecord({
  schema: z.strictObject({
    name: z.string(),
    driver: z.string(),
    /** Absent for the engine's own bridge, host and none: it makes them again at every start, with new ids. */
    id: z.string().optional(),
    subnets: z.array(z.string()),
  }),
  print: ({ name, driver, id, subnets }) => [name, driver, id, ...subnets].filter(Boolean).join(' '),
});

export const images = defineRecord({
  schema: z.strictObject({ id: z.string(), tags: z.array(z.string()) }),
  print: ({ id, tags }) => [id, ...tags].join(' '),
});

export const volumes = defineRecord({
  schema: z.strictObject({ name: z.string(), driver: z.string() }),
  print: ({ name, driver }) => `${name} ${driver}`,
});
