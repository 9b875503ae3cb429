import { z } from 'zod';

/** What a person chose for all labs. */
export const settingsSchema = z.object({
  theme: z.enum(['light', 'dark', 'auto']).default('auto'),
  /** Name of a font on this machine; empty for the app's own choice. No quotes: it goes into a style. */
  terminalFont: z
    .string()
    .max(120)
    .regex(/^[\p{L}\p{N} ._-]{0,60}$/u)
    .default(''),
  terminalFontSize: z.int().min(8).max(32).default(14),
  screenReader: z.boolean().default(false),
  /** The lesson shows the network as it is now. */
  livePicture: z.boolean().default(false),
  iperfSeconds: z.int().min(1).max(3600).default(10),
});
export type Settings = z.infer<typeof settingsSchema>;
