import { z } from 'zod';
import { readJson } from '../gates/private-file.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What outlives the server: who sits where, and digests of what they were given. No secret is in it. */
const keptSchema = z.object({
  until: z.iso.datetime(),
  seats: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      session: digest.optional(),
      link: digest.optional(),
      hand: z.string().optional(),
    }),
  ),
  instructors: z.array(digest).max(100),
});
export type Kept = z.infer<typeof keptSchema>;
export type KeptSeat = Kept['seats'][string];

export interface SeatingOptions {
  /** Where it is kept. */
  file: string;
  seats: readonly { name: string; student?: string | undefined }[];
  /** Milliseconds since 1970 at which the class ends, where it does not continue one that was kept. */
  until: number;
  /** The end is that one also where a class continues that was kept. */
  extend?: boolean;
  /** Forgets who joined before. */
  fresh?: boolean;
  now?: () => number;
  /** Told where it could not be kept. */
  problem?: (why: Error) => void;
}

/** What was kept of the class where it has not ended, of the seats that it still has; or a class that begins. */
export async function continued(options: SeatingOptions): Promise<Kept> {
  const { file, seats, until, fresh = false, extend = false, now = Date.now } = options;
  const found = fresh ? undefined : await readJson(file, keptSchema);
  const end = new Date(until).toISOString();
  if (!found || Date.parse(found.until) <= now()) return { until: end, seats: {}, instructors: [] };
  const known = seats.flatMap(({ name }): [string, KeptSeat][] => {
    const seat = Object.hasOwn(found.seats, name) ? found.seats[name] : undefined;
    return seat ? [[name, seat]] : [];
  });
  return { ...found, ...(extend && { until: end }), seats: Object.fromEntries(known) };
}
