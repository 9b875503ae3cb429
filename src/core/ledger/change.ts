import { z } from 'zod';

/**
 * Everything that the lab ever changes on a node, as data: enough to take it back without the step that made it,
 * from any laptop. A change that cannot be written as one of these is not made.
 */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    path: z.string(),
    /** What stood there: bytes in base64 and the mode in octal, or null for nothing. */
    before: z.object({ base64: z.string(), mode: z.string() }).nullable(),
    /** SHA-256 of what the lab wrote, so that a later hand's work is not overwritten unseen. */
    wrote: z.string(),
    /** Who must hear of it, when written and when put back. */
    reload: z.enum(['none', 'systemd', 'docker']),
  }),
  /** A directory of the lab's own, removed with all that is in it. Only below `/var/lib/overlay-lab/`. */
  z.object({ kind: z.literal('directory'), path: z.string() }),
  z.object({
    kind: z.literal('unit'),
    unit: z.string(),
    /** A unit of the lab's own, whose data goes with it: it need not end gracefully. */
    own: z.boolean(),
    before: z.object({ active: z.boolean(), enabled: z.boolean() }),
  }),
  z.object({ kind: z.literal('image'), reference: z.string() }),
  z.object({ kind: z.literal('network'), name: z.string() }),
  /** docker_gwbridge, which the engine makes by itself with the first container on an overlay. */
  z.object({ kind: z.literal('gwbridge') }),
  z.object({ kind: z.literal('container'), name: z.string() }),
]);
export type Change = z.infer<typeof changeSchema>;

/** A change in one line for people. */
export function describeChange(change: Change): string {
  switch (change.kind) {
    case 'file':
      return `${change.before ? 'file' : 'new file'} ${change.path}`;
    case 'directory':
      return `directory ${change.path}`;
    case 'unit':
      return `service ${change.unit}`;
    case 'image':
      return `image ${change.reference}`;
    case 'network':
      return `network ${change.name}`;
    case 'gwbridge':
      return 'network docker_gwbridge (made by the engine)';
    case 'container':
      return `container ${change.name}`;
  }
}
