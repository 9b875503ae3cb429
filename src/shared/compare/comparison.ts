import { z } from 'zod';
import { errorSchema } from '../run/events.ts';
import { type BandwidthMeasurement, measurementSchema } from '../run/measurements.ts';
import { type TrackId, trackIdSchema } from '../tracks/tracks.ts';
import { type Interval, intervalOf, larger } from './intervals.ts';

/** How tracks are compared: which, how often each path is measured on each of them, and for how many seconds. */
export const compareRequestSchema = z.strictObject({
  tracks: z.array(trackIdSchema).min(2).max(10),
  repeats: z.int().min(1).max(20),
  iperfSeconds: z.int().min(1).max(3600),
});

/** One track, built, measured and taken back on the lab's nodes. */
const comparedTrackSchema = z.object({
  track: trackIdSchema,
  /** Of the run that built it, all but bandwidth measured, and of the reset with its proof. */
  seconds: z.object({ build: z.number().nonnegative(), reset: z.number().nonnegative() }),
  measurements: z.array(measurementSchema),
  /** Packets between the nodes were encrypted. */
  encrypted: z.boolean().optional(),
});
export type ComparedTrack = z.infer<typeof comparedTrackSchema>;

export const comparisonSchema = z.object({
  lab: z.string(),
  /** ISO 8601, when it began. */
  at: z.iso.datetime(),
  repeats: z.int().positive(),
  iperfSeconds: z.number().positive(),
  tracks: z.array(comparedTrackSchema),
  /** Tracks that could not be compared, with what was in their way. */
  failed: z.array(z.object({ track: trackIdSchema, error: errorSchema })).default([]),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** What of one track is compared; each absent where it was not measured. */
export interface TrackFigures {
  track: TrackId;
  native?: Interval | undefined;
  overlay?: Interval | undefined;
  /** Overlay by native of the same repeat. */
  ratio?: Interval | undefined;
  /** Mean round trip of all pings between workers, ms, and the worst loss among them, per cent. */
  roundTripMs?: Interval | undefined;
  lossPercent?: number | undefined;
  /** Of the workers' interfaces on the overlay, bytes. */
  mtu?: number | undefined;
  ttl?: number | undefined;
  retransmits?: Interval | undefined;
  /** VNI of a packet that was caught between the nodes, and the bytes of headers around what was in it. */
  vni?: number | undefined;
  headers?: number | undefined;
  /** Seconds of each node's processors for a Gbit that was carried. */
  processor: Record<BandwidthMeasurement['path'], Record<'sender' | 'receiver', Interval | undefined>>;
}

export function figuresOf({ track, measurements }: ComparedTrack): TrackFigures {
  const rates = (path: BandwidthMeasurement['path']) =>
    measurements.filter((one) => one.kind === 'bandwidth').filter((one) => one.path === path);
  const bits = (path: BandwidthMeasurement['path']) => rates(path).map(({ bitsPerSecond }) => bitsPerSecond);
  const native = bits('native');
  const pings = measurements.filter((one) => one.kind === 'ping');
  const tunnels = measurements.filter((one) => one.kind === 'tunnel');
  const overlayLinks = measurements.filter((one) => one.kind === 'interface').filter(({ role }) => role === 'overlay');
  return {
    track,
    native: intervalOf(native),
    overlay: intervalOf(bits('overlay')),
    ratio: intervalOf(bits('overlay').flatMap((rate, at) => (native[at] ? [rate / native[at]] : []))),
    roundTripMs: intervalOf(pings.flatMap(({ rttMs }) => (rttMs ? [rttMs.avg] : []))),
    lossPercent: pings.length > 0 ? Math.max(...pings.map((ping) => ping.lossPercent)) : undefined,
    mtu: overlayLinks.find(({ mtu }) => mtu !== undefined)?.mtu,
    ttl: pings.find(({ ttl }) => ttl !== undefined)?.ttl,
    retransmits: intervalOf(rates('overlay').flatMap(({ retransmits }) => retransmits ?? [])),
    vni: tunnels.find(({ packet }) => packet)?.packet?.vni,
    headers:
      tunnels.find(({ packet }) => packet?.headers)?.packet?.headers ??
      pings.find(({ headers }) => headers !== undefined)?.headers,
    processor: { native: perGbit(rates('native')), overlay: perGbit(rates('overlay')) },
  };
}

function perGbit(rates: readonly BandwidthMeasurement[]): TrackFigures['processor']['native'] {
  const of = (end: 'sender' | 'receiver') =>
    intervalOf(
      rates.flatMap(({ processor, bytes }) => (processor && bytes > 0 ? (processor[end] * gbit) / bytes : [])),
    );
  return { sender: of('sender'), receiver: of('receiver') };
}

/** In bytes. */
const gbit = 1e9 / 8;

/** Pairs of tracks of which the intervals say that one carries more of native's bandwidth than the other. */
export function fasterThan(figures: readonly TrackFigures[]): { more: TrackId; less: TrackId }[] {
  return figures.flatMap((one, at) =>
    figures.slice(at + 1).flatMap((other) => {
      const which = larger(one.ratio, other.ratio);
      if (which === undefined) return [];
      return which === 'first' ? [{ more: one.track, less: other.track }] : [{ more: other.track, less: one.track }];
    }),
  );
}
