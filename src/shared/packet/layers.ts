import { z } from 'zod';

const byte = z.int().min(0).max(255);
const word = z.int().min(0).max(65_535);
const double = z.int().min(0).max(0xffff_ffff);
const address = z.string().max(60);

/** One header of a packet, as it was read; from outside in. `bytes`: what the header itself takes. */
export const layerSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('ethernet'), bytes: word, from: address, to: address, type: word }),
  z.object({
    ...{ is: z.literal('arp'), bytes: word, asks: z.boolean(), sender: address, senderMac: address, target: address },
  }),
  z.object({
    ...{ is: z.literal('ipv4'), bytes: word, from: address, to: address, ttl: byte, id: word, protocol: byte },
    ...{ df: z.boolean(), more: z.boolean(), offset: word, total: word },
  }),
  z.object({
    ...{ is: z.literal('ipv6'), bytes: word, from: address, to: address, hops: byte, protocol: byte, total: word },
    ...{ more: z.boolean(), offset: word, id: double },
  }),
  z.object({
    ...{ is: z.literal('icmp'), bytes: word, version: z.union([z.literal(4), z.literal(6)]), type: byte, code: byte },
    /** Of a question or an answer. */
    ...{ id: word.optional(), seq: word.optional() },
    /** Of `too large`: what fits. */
    mtu: double.optional(),
  }),
  z.object({ is: z.literal('udp'), bytes: word, from: word, to: word, length: word }),
  z.object({
    ...{ is: z.literal('tcp'), bytes: word, from: word, to: word, seq: double, ack: double, flags: z.string().max(12) },
  }),
  z.object({ is: z.literal('vxlan'), bytes: word, vni: double }),
  z.object({ is: z.literal('esp'), bytes: word, spi: double, seq: double }),
  z.object({ is: z.literal('data'), bytes: z.int().min(0) }),
  /** The rest is missing or makes no sense; `why` for whoever looks into it. */
  z.object({ is: z.literal('broken'), bytes: z.int().min(0), why: z.string().max(60) }),
]);
export type Layer = z.infer<typeof layerSchema>;
export type LayerOf<K extends Layer['is']> = Extract<Layer, { is: K }>;

export const isLayer =
  <K extends Layer['is']>(...kinds: K[]) =>
  (layer: Layer): layer is LayerOf<K> =>
    (kinds as string[]).includes(layer.is);

/** The headers inside a tunnel, or all of them where there is none. */
export function innermost(layers: readonly Layer[]): readonly Layer[] {
  const at = layers.findLastIndex(({ is }) => is === 'vxlan');
  return layers.slice(at + 1);
}
