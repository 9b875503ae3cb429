import type { Layer } from './layers.ts';
import { type Reader, reader } from './reader.ts';

export interface DecodeOptions {
  /** UDP port of VXLAN, as the lab has it. */
  vxlanPort: number;
}

/** What was read, the first bytes of what the innermost header carries, and of an ICMP error the packet that it tells of. */
export interface Decoded {
  layers: Layer[];
  data: Uint8Array;
  about?: Layer[];
}

/** Headers within headers: more than any real packet has. */
const mostLayers = 24;
const tunnels = 2;

interface Walk {
  layers: Layer[];
  data: Uint8Array;
  about?: Layer[];
  options: DecodeOptions;
  depth: number;
}

/** Reads a captured Ethernet frame from outside in. Never throws, whatever the bytes are. */
export function decodeFrame(bytes: Uint8Array, options: DecodeOptions): Decoded {
  const walk: Walk = { layers: [], data: new Uint8Array(), options, depth: 0 };
  ethernet(walk, reader(bytes));
  const { layers, data, about } = walk;
  return { layers: layers.slice(0, mostLayers), data, ...(about && { about }) };
}

function broken({ layers }: Walk, at: Reader, why: string): void {
  layers.push({ is: 'broken', bytes: at.left(), why });
}

function rest(walk: Walk, at: Reader, length = at.left()): void {
  walk.data = at.take(Math.max(0, Math.min(at.left(), length)));
  if (length > 0) walk.layers.push({ is: 'data', bytes: length });
}

function ethernet(walk: Walk, at: Reader) {
  if (at.left() < 14) return broken(walk, at, 'ethernet');
  const [to, from] = [at.mac(), at.mac()];
  let type = at.u16();
  let bytes = 14;
  while ((type === 0x8100 || type === 0x88a8) && at.left() >= 4 && bytes < 26) {
    at.u16();
    type = at.u16();
    bytes += 4;
  }
  walk.layers.push({ is: 'ethernet', bytes, from, to, type });
  if (type === 0x0800) ipv4(walk, at);
  else if (type === 0x86dd) ipv6(walk, at);
  else if (type === 0x0806) arp(walk, at);
  else rest(walk, at);
}

function arp(walk: Walk, at: Reader) {
  if (at.left() < 28) return broken(walk, at, 'arp');
  const [hardware, protocol, sizes, operation] = [at.u16(), at.u16(), at.u16(), at.u16()];
  if (hardware !== 1 || protocol !== 0x0800 || sizes !== 0x0604) return broken(walk, at, 'arp');
  const [senderMac, sender] = [at.mac(), at.ipv4()];
  at.mac();
  walk.layers.push({ is: 'arp', bytes: 28, asks: operation === 1, sender, senderMac, target: at.ipv4() });
}

function ipv4(walk: Walk, at: Reader) {
  if (at.left() < 20) return broken(walk, at, 'ipv4');
  const first = at.u8();
  const bytes = (first & 0x0f) * 4;
  if (first >> 4 !== 4 || bytes < 20) return broken(walk, at, 'ipv4');
  at.u8();
  const [total, id, fragment] = [at.u16(), at.u16(), at.u16()];
  const [ttl, protocol] = [at.u8(), at.u8()];
  at.u16();
  const [from, to] = [at.ipv4(), at.ipv4()];
  const offset = (fragment & 0x1fff) * 8;
  const flags = { df: (fragment & 0x4000) !== 0, more: (fragment & 0x2000) !== 0, offset };
  walk.layers.push({ is: 'ipv4', bytes, from, to, ttl, id, protocol, ...flags, total });
  if (at.left() < bytes - 20) return broken(walk, at, 'ipv4');
  at.take(bytes - 20);
  // What Ethernet filled up to its least length is no data.
  const length = Math.max(0, total - bytes);
  if (offset > 0) rest(walk, at, length);
  else transport(walk, at.upTo(length), { protocol, length });
}

const extensions = new Set([0, 43, 60]);

function ipv6(walk: Walk, at: Reader) {
  if (at.left() < 40) return broken(walk, at, 'ipv6');
  const first = at.u32();
  if (first >>> 28 !== 6) return broken(walk, at, 'ipv6');
  let length = at.u16();
  let protocol = at.u8();
  const total = Math.min(65_535, length + 40);
  const [hops, from, to] = [at.u8(), at.ipv6(), at.ipv6()];
  const fragment = { more: false, offset: 0, id: 0 };
  let bytes = 40;
  for (let count = 0; count < 8 && at.left() >= 8; count += 1) {
    if (protocol === 44) {
      protocol = at.u8();
      at.u8();
      const field = at.u16();
      Object.assign(fragment, { offset: field & 0xfff8, more: (field & 1) === 1, id: at.u32() });
      bytes += 8;
    } else if (extensions.has(protocol)) {
      protocol = at.u8();
      const more = at.u8() * 8 + 6;
      if (at.left() < more) return broken(walk, at, 'ipv6');
      at.take(more);
      bytes += more + 2;
    } else break;
  }
  length = Math.max(0, length - (bytes - 40));
  walk.layers.push({ is: 'ipv6', bytes, from, to, hops, protocol, total, ...fragment });
  if (fragment.offset > 0) rest(walk, at, length);
  else transport(walk, at.upTo(length), { protocol, length });
}

function transport(walk: Walk, at: Reader, { protocol, length }: { protocol: number; length: number }) {
  if (walk.layers.length >= mostLayers - 3) return broken(walk, at, 'depth');
  if (protocol === 1) icmp(walk, at, length, 4);
  else if (protocol === 58) icmp(walk, at, length, 6);
  else if (protocol === 17) udp(walk, at, length);
  else if (protocol === 6) tcp(walk, at, length);
  else if (protocol === 50 && at.left() >= 8) {
    walk.layers.push({ is: 'esp', bytes: 8, spi: at.u32(), seq: at.u32() });
    rest(walk, at, length - 8);
  } else rest(walk, at, length);
}

const echoes = { 4: [8, 0], 6: [128, 129] };

function icmp(walk: Walk, at: Reader, length: number, version: 4 | 6) {
  if (at.left() < 8) return broken(walk, at, 'icmp');
  const [type, code] = [at.u8(), at.u8()];
  at.u16();
  const [high, low] = [at.u16(), at.u16()];
  const base = { is: 'icmp' as const, bytes: 8, version, type, code };
  if (echoes[version].includes(type)) {
    walk.layers.push({ ...base, id: high, seq: low });
    return rest(walk, at, length - 8);
  }
  const tooLarge = version === 4 ? type === 3 && code === 4 : type === 2;
  walk.layers.push({ ...base, ...(tooLarge && { mtu: version === 4 ? low : high * 65_536 + low }) });
  const isError = version === 4 ? [3, 4, 5, 11, 12].includes(type) : type < 128;
  if (isError && walk.depth < 1) {
    const told: Walk = { ...walk, layers: [], data: new Uint8Array(), depth: walk.depth + 1 };
    const inner = reader(at.peek());
    if (version === 4) ipv4(told, inner);
    else ipv6(told, inner);
    walk.about = told.layers.slice(0, mostLayers);
  }
  rest(walk, at, length - 8);
}

function udp(walk: Walk, at: Reader, length: number) {
  if (at.left() < 8) return broken(walk, at, 'udp');
  const [from, to, said] = [at.u16(), at.u16(), at.u16()];
  at.u16();
  walk.layers.push({ is: 'udp', bytes: 8, from, to, length: said });
  if (to === walk.options.vxlanPort && walk.layers.filter(({ is }) => is === 'vxlan').length < tunnels)
    vxlan(walk, at, length - 8);
  else rest(walk, at, length - 8);
}

function vxlan(walk: Walk, at: Reader, length: number) {
  // Without its flag the number is none, and the rest no frame.
  if (at.left() < 8 || (at.peek()[0] ?? 0) !== 8) return rest(walk, at, length);
  at.u32();
  walk.layers.push({ is: 'vxlan', bytes: 8, vni: at.u32() >>> 8 });
  ethernet(walk, at);
}

const flagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];

function tcp(walk: Walk, at: Reader, length: number) {
  if (at.left() < 20) return broken(walk, at, 'tcp');
  const [from, to, seq, ack] = [at.u16(), at.u16(), at.u32(), at.u32()];
  const field = at.u16();
  const bytes = (field >> 12) * 4;
  at.take(6);
  const flags = flagNames
    .filter((_, bit) => field & (1 << bit))
    .map((name) => name[0])
    .join('');
  walk.layers.push({ is: 'tcp', bytes: Math.max(20, bytes), from, to, seq, ack, flags });
  if (bytes < 20 || at.left() < bytes - 20) return broken(walk, at, 'tcp');
  at.take(bytes - 20);
  rest(walk, at, length - bytes);
}
