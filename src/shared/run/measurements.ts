import { z } from 'zod';
import { textsSchema, type Worded } from '../texts/wire.ts';

/** Result of a value that could be measured, or the reason why it could not: 'unknown' is a result, never 0. */
export const pingMeasurementSchema = z.object({
  kind: z.literal('ping'),
  from: z.string(),
  to: z.string(),
  /** Address that was asked, on the overlay. */
  target: z.string(),
  sent: z.number().int().nonnegative(),
  received: z.number().int().nonnegative(),
  lossPercent: z.number().min(0).max(100),
  /** Address from which 'Destination Host Unreachable' came, where it did. */
  unreachableFrom: z.string().optional(),
  /** Hops that the first answer had left when it came. */
  ttl: z.number().int().nonnegative().optional(),
  /** Bytes around a question where it left the machine, beside Ethernet's header; where it was caught there. */
  headers: z.number().int().nonnegative().optional(),
  /** Round-trip times in ms; absent when nothing came back. mdev is absent with pings that do not print it. */
  rttMs: z.object({ min: z.number(), avg: z.number(), max: z.number(), mdev: z.number().optional() }).optional(),
});

export const bandwidthMeasurementSchema = z.object({
  kind: z.literal('bandwidth'),
  path: z.enum(['native', 'overlay']),
  from: z.string(),
  to: z.string(),
  tool: z.enum(['iperf3', 'iperf2']),
  seconds: z.number().positive(),
  bitsPerSecond: z.number().nonnegative(),
  bytes: z.number().nonnegative(),
  retransmits: z.number().int().nonnegative().optional(),
  /** TCP connections at once, where there was more than one. */
  streams: z.number().int().min(2).optional(),
  /** Seconds that each node's processors worked meanwhile, for whatever runs there; where it was counted. */
  processor: z.object({ sender: z.number().nonnegative(), receiver: z.number().nonnegative() }).optional(),
});

export const interfaceMeasurementSchema = z.object({
  kind: z.literal('interface'),
  node: z.string(),
  container: z.string(),
  name: z.string(),
  /** What the interface is attached to. */
  role: z.enum(['overlay', 'gwbridge', 'loopback', 'other']),
  address: z.string().optional(),
  prefixLength: z.number().int().optional(),
  mac: z.string().optional(),
  mtu: z.number().int().optional(),
  /** One sentence that says what it is for. */
  explanation: z.string(),
  texts: textsSchema,
});

/** A node's end of the overlay's tunnel (VTEP), and a packet that was caught on its way between two of them. */
export const tunnelMeasurementSchema = z.object({
  kind: z.literal('tunnel'),
  node: z.string(),
  device: z.string(),
  vni: z.number().int().nonnegative(),
  /** UDP port on which the others' packets arrive; old versions of ip do not print it. */
  port: z.number().int().optional(),
  /** What the kernel was told: this MAC sits behind that machine. */
  behind: z.array(z.object({ mac: z.string(), address: z.string() })),
  /** Absent where none was caught, e.g. without tcpdump. */
  packet: z
    .object({
      ...{ from: z.string(), to: z.string(), vni: z.number().int().nonnegative() },
      /** Bytes by which the packet is longer than the one inside, by their lengths as they were caught. */
      headers: z.number().int().positive().optional(),
    })
    .optional(),
});

/** What an engine tells of what the engines of a swarm share. */
export const storeMeasurementSchema = z.object({
  kind: z.literal('swarm-store'),
  node: z.string(),
  /** Managers keep the raft log; only they know how many there are, and how many nodes. */
  isManager: z.boolean(),
  managers: z.number().int().nonnegative().optional(),
  members: z.number().int().nonnegative().optional(),
  /** Engines with which it gossips about the lab's network, itself among them; absent where it is too old to tell. */
  peers: z.array(z.string()).optional(),
});

export const measurementSchema = z.discriminatedUnion('kind', [
  pingMeasurementSchema,
  bandwidthMeasurementSchema,
  interfaceMeasurementSchema,
  tunnelMeasurementSchema,
  storeMeasurementSchema,
]);
export type Measurement = z.infer<typeof measurementSchema>;
export type PingMeasurement = z.infer<typeof pingMeasurementSchema>;
export type BandwidthMeasurement = z.infer<typeof bandwidthMeasurementSchema>;
export type InterfaceMeasurement = z.infer<typeof interfaceMeasurementSchema>;
/** A measurement as it is made: with a text of the catalogue where words go. */
export type MadeMeasurement = Exclude<Measurement, InterfaceMeasurement> | Worded<InterfaceMeasurement, 'explanation'>;
export type StoreMeasurement = z.infer<typeof storeMeasurementSchema>;
export type TunnelMeasurement = z.infer<typeof tunnelMeasurementSchema>;
