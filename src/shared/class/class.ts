import { z } from 'zod';
import { labNodeSchema, labSchema } from '../lab/lab.ts';
import { texts } from '../texts/text.ts';
import { outlineOf, trackIdSchema } from '../tracks/tracks.ts';
import { issueOf, says } from '../zod-words.ts';

/** Names of classes and seats: the practice lab of a seat is called by both, and has room for 31 characters. */
const name = z.string().regex(/^[a-z]([a-z0-9-]{0,13}[a-z0-9])?$/, says(texts.class.nameRule));

/** A line that people read. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$/u, says(texts.class.lineRule));

const mostSeats = 60;

/** `practice` is what a seat has that names no nodes. */
const nodesSchema = z.preprocess(
  (given) => (given === 'practice' ? undefined : given),
  z.array(labNodeSchema, says(texts.class.nodesRule)).min(2, says(texts.lab.twoNodes)).max(60).optional(),
);

const seatSchema = z.strictObject({
  name,
  /** Who sits there. */
  student: line(80).optional(),
  nodes: nodesSchema,
});

/** A number stands for so many seats with practice labs. */
const seatsSchema = z.preprocess(
  (given) =>
    Number.isInteger(given) && (given as number) >= 1 && (given as number) <= mostSeats
      ? Array.from({ length: given as number }, (_, at) => ({ name: `s${at + 1}` }))
      : given,
  z.array(seatSchema, says(texts.class.seatsRule)).min(1).max(mostSeats),
);

export const classSchema = z
  .strictObject({
    name,
    track: trackIdSchema.default('etcd'),
    /** What the class is to do. */
    lesson: z.strictObject({ to: z.string().max(40) }).optional(),
    /** What students are told. */
    words: line(2000).optional(),
    practice: z
      .strictObject({
        nodes: z.int().min(2).max(60).default(2),
        suite: z.enum(['bookworm', 'trixie']).default('bookworm'),
      })
      .prefault({}),
    seats: seatsSchema,
  })
  .superRefine((given, context) => {
    const parts = outlineOf(given.track).parts.map(({ id }) => id);
    if (given.lesson && !parts.includes(given.lesson.to))
      context.addIssue(issueOf(texts.class.noPart({ part: given.lesson.to, parts }), ['lesson', 'to']));
    const names = new Map<string, number>();
    const ways = new Map<string, string>();
    given.seats.forEach((seat, at) => {
      const first = names.get(seat.name);
      if (first === undefined) names.set(seat.name, at + 1);
      else context.addIssue(issueOf(texts.class.seatTaken({ name: seat.name, number: first }), ['seats', at, 'name']));
      const issues = seat.nodes ? labSchema.safeParse(labOfSeat(given, seat)).error?.issues : undefined;
      for (const { message, path } of issues ?? [])
        context.addIssue({ code: 'custom', message, path: ['seats', at, ...path] });
      // Two seats on one machine would be one seat.
      for (const [index, { ssh }] of (seat.nodes ?? []).entries()) {
        const way = `${ssh.host}:${ssh.port ?? 22}`;
        const other = ways.get(way);
        if (other !== undefined)
          context.addIssue(
            issueOf(texts.class.machineTaken({ way, seat: other }), ['seats', at, 'nodes', index, 'ssh']),
          );
        ways.set(way, seat.name);
      }
    });
  });

/** A class as its file describes it: paths still relative to the file. */
export type Class = z.infer<typeof classSchema>;
export type Seat = Class['seats'][number];

/** The name of a seat's lab, which no other lab should have. */
export const labNameOf = ({ name: ofClass }: Pick<Class, 'name'>, seat: Pick<Seat, 'name'>): string =>
  `${ofClass}-${seat.name}`;

/** The lab of a seat whose machines the file names. */
export function labOfSeat(given: Pick<Class, 'name' | 'track'>, seat: Seat): z.input<typeof labSchema> | undefined {
  if (!seat.nodes) return undefined;
  return { name: labNameOf(given, seat), track: given.track, network: {}, nodes: seat.nodes };
}
