import { z } from 'zod';
import { textsSchema } from '../texts/wire.ts';

/** A question of core's that only the person can answer; it is shown in the app's own frame. */
const asked = {
  id: z.string(),
  /** Card of the lab that it is asked for. */
  lab: z.string(),
};
/** The password before this one was not taken. */
const refused = z.boolean().optional();
/** What a lab file that was not used here before connects to, sends, reads and writes. */
export const labFileSchema = z.object({
  file: z.string(),
  name: z.string(),
  /** An earlier version of it was agreed to, which did something else. */
  changed: z.boolean(),
  connects: z.array(
    z.object({
      node: z.string(),
      host: z.string(),
      port: z.number(),
      user: z.string(),
      /** Jump hosts of ~/.ssh/config. */
      via: z.array(z.string()),
      note: z.string().optional(),
      texts: textsSchema,
    }),
  ),
  /** Contents of variables, as passwords; `ours`: by its name it is meant for this app. */
  sends: z.array(z.object({ variable: z.string(), to: z.array(z.string()), ours: z.boolean() })),
  identityFiles: z.array(z.string()),
  knownHosts: z.array(z.string()),
  writes: z.array(z.string()),
});
export type LabFileFacts = z.infer<typeof labFileSchema>;

export const questionSchema = z.discriminatedUnion('kind', [
  z.object({
    ...asked,
    kind: z.literal('host-key'),
    node: z.string(),
    host: z.string(),
    port: z.number(),
    type: z.string(),
    fingerprint: z.string(),
    /** The known_hosts that came with the lab file has this key. */
    claimed: z.boolean().optional(),
  }),
  z.object({ ...asked, kind: z.literal('lab-file'), facts: labFileSchema }),
  z.object({ ...asked, kind: z.literal('password'), node: z.string(), user: z.string(), host: z.string(), refused }),
  z.object({ ...asked, kind: z.literal('passphrase'), node: z.string(), file: z.string() }),
  z.object({ ...asked, kind: z.literal('sudo'), node: z.string(), user: z.string(), refused }),
]);
export type Question = z.infer<typeof questionSchema>;
