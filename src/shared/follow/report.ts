import { z } from 'zod';
import { layerSchema } from '../packet/layers.ts';
import { trackIdSchema } from '../tracks/tracks.ts';

export const packetKinds = ['ping', 'tcp', 'udp'] as const;
export type PacketKind = (typeof packetKinds)[number];

/** Most packets of one question, and most a second. */
export const mostPackets = 10_000;
/** Bytes of data: the least that has room for a packet's number, and what one packet can carry. */
export const sizes = { least: 24, most: 60_000, usual: 56 } as const;

export const followQuestionSchema = z.object({
  /** A node's name, or its worker's. */
  from: z.string().min(1).max(70),
  to: z.string().min(1).max(70),
  kind: z.enum(packetKinds),
  size: z.int().min(sizes.least).max(sizes.most),
  /** Nobody on the way may cut it into pieces. */
  df: z.boolean(),
  count: z.int().min(1).max(mostPackets),
  /** Packets a second. */
  rate: z.int().min(1).max(mostPackets),
});
export type FollowQuestion = z.infer<typeof followQuestionSchema>;

/** Where on a node it is looked; in the order in which a packet that leaves comes by. The last two are on no packet's way between workers. */
export const places = ['worker', 'bridge', 'switch', 'tunnel', 'machine', 'out', 'gateway'] as const;

export const followPointSchema = z.object({
  /** `NODE/DEVICE`, unique. */
  id: z.string(),
  node: z.string(),
  device: z.string(),
  place: z.enum(places),
  /** Who caught packets there; absent where nobody could. */
  by: z.enum(['tcpdump', 'perl']).optional(),
  caught: z.int().min(0),
  /** The node's kernel let so many go by uncaught. */
  missed: z.int().min(0),
  /** There was more than is kept. */
  cut: z.boolean(),
  /** What is seen there is encrypted, and cannot be told apart. */
  encrypted: z.boolean(),
  /** What the node said, where nothing was caught. */
  why: z.string().optional(),
});
export type FollowPoint = z.infer<typeof followPointSchema>;

const changeSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('wrapped'), bytes: z.int(), parts: z.array(z.object({ is: z.string(), bytes: z.int() })) }),
  z.object({ is: z.literal('unwrapped'), bytes: z.int() }),
  z.object({ is: z.literal('ttl'), from: z.int(), to: z.int() }),
  z.object({ is: z.literal('source'), from: z.string(), to: z.string() }),
  z.object({ is: z.literal('target'), from: z.string(), to: z.string() }),
  z.object({ is: z.literal('frame'), from: z.string(), to: z.string() }),
  z.object({ is: z.literal('pieces') }),
]);
export type HopChange = z.infer<typeof changeSchema>;

export const hopSchema = z.object({
  /** Id of the point. */
  point: z.string(),
  /** Microseconds after the first hop, by one clock as far as it is known. */
  at: z.number(),
  length: z.int(),
  layers: z.array(layerSchema),
  changes: z.array(changeSchema),
  /** So many times more it came by here. */
  again: z.int().min(0),
});
export type Hop = z.infer<typeof hopSchema>;

export const directions = ['there', 'back'] as const;
export type Direction = (typeof directions)[number];

/** Between two points; without `after` it was seen nowhere. `sure`: at the second point nothing was missed. */
export const lossSchema = z.object({
  after: z.string().optional(),
  before: z.string(),
  sure: z.boolean(),
});
export type Loss = z.infer<typeof lossSchema>;

export const followedSchema = z.object({
  direction: z.enum(directions),
  number: z.int(),
  /** Of a packet in pieces: where this one begins. */
  offset: z.int(),
  hops: z.array(hopSchema),
  lost: lossSchema.optional(),
});
export type Followed = z.infer<typeof followedSchema>;

const tallySchema = z.object({
  sent: z.int(),
  arrived: z.int(),
  lost: z.array(lossSchema.extend({ count: z.int() })),
});
export type Tally = z.infer<typeof tallySchema>;

export const followReportSchema = z.object({
  lab: z.string(),
  at: z.string(),
  track: trackIdSchema,
  question: followQuestionSchema,
  ends: z.object({
    from: z.object({ node: z.string(), worker: z.string(), address: z.string() }),
    to: z.object({ node: z.string(), worker: z.string(), address: z.string() }),
  }),
  points: z.array(followPointSchema),
  /** Ids of the points, as a packet comes by there; back it is the other way round. */
  path: z.array(z.string()),
  there: tallySchema,
  back: tallySchema,
  /** The first ones, and the first of those that were lost. */
  packets: z.array(followedSchema),
  /** Seen at a point where no packet between workers should be. */
  strays: z.array(z.object({ point: z.string(), count: z.int() })),
  /** What machines said of a packet that they did not pass on. */
  told: z.array(z.object({ by: z.string(), type: z.int(), code: z.int(), mtu: z.int().optional(), count: z.int() })),
  /** Addresses for which somebody asked and nobody answered, with the last point on the way that saw the question. */
  unanswered: z.array(z.object({ target: z.string(), last: z.string() })),
  /** How far the far node's clock is ahead, in microseconds, and how far that may be wrong; absent where nothing came back. */
  clock: z.object({ ahead: z.number(), within: z.number() }).optional(),
  /** What the sending program said: untrusted, cleaned and cut. */
  said: z.string(),
});
export type FollowReport = z.infer<typeof followReportSchema>;

/** Where the first packet that was lost was lost; undefined where none was. */
export const firstLoss = ({
  there,
  back,
}: Pick<FollowReport, 'there' | 'back'>): (Loss & { direction: Direction }) | undefined => {
  const [on] = there.lost;
  if (on) return { ...on, direction: 'there' };
  const [home] = back.lost;
  return home && { ...home, direction: 'back' };
};
