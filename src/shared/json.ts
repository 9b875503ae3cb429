import { z } from 'zod';

/** A value that survives JSON unchanged: what events, ledgers and reports carry. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export const jsonSchema: z.ZodType<Json> = z.json();
