import { z } from 'zod';

/** How deep a reset goes: what the app made; also what was typed by hand; a practice node as it first booted. */
export const resetDepthSchema = z.enum(['made', 'typed', 'pristine']);
export type ResetDepth = z.infer<typeof resetDepthSchema>;
