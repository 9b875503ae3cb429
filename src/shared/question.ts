import { z } from 'zod';

/** A question of core's that only the person can answer; it is shown in the app's own frame. */
const asked = {
  id: z.string(),
  /** Card of the lab that it is asked for. */
  lab: z.string(),
};
/** The password before this one was not taken. */
const refused = z.boolean().optional();
export const questionSchema = z.discriminatedUnion('kind', [
  z.object({
    ...asked,
    kind: z.literal('host-key'),
    node: z.string(),
    host: z.string(),
    port: z.number(),
    type: z.string(),
    fingerprint: z.string(),
  }),
  z.object({ ...asked, kind: z.literal('password'), node: z.string(), user: z.string(), host: z.string(), refused }),
  z.object({ ...asked, kind: z.literal('passphrase'), node: z.string(), file: z.string() }),
  z.object({ ...asked, kind: z.literal('sudo'), node: z.string(), user: z.string(), refused }),
]);
export type Question = z.infer<typeof questionSchema>;
