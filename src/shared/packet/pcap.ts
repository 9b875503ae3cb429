/** One packet of a capture: when, in microseconds since 1970, and how long it was on the wire. */
export interface Captured {
  at: number;
  length: number;
  bytes: Uint8Array;
}

export interface Capture {
  packets: Captured[];
  /** It ends in the middle of a packet, or is no capture of Ethernet. */
  isWhole: boolean;
}

export interface PcapLimits {
  packets: number;
  /** Of one packet. */
  bytes: number;
}

const ethernet = 1;
/** Byte order, and whether times count nanoseconds. */
const orders = new Map([
  [0xa1b2c3d4, { little: false, perMicro: 1 }],
  [0xd4c3b2a1, { little: true, perMicro: 1 }],
  [0xa1b23c4d, { little: false, perMicro: 1000 }],
  [0x4d3cb2a1, { little: true, perMicro: 1000 }],
]);

/** Reads what `tcpdump -w -` writes, as far as it makes sense. Never throws. */
export function readPcap(bytes: Uint8Array, limits: PcapLimits): Capture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = bytes.length >= 24 ? orders.get(view.getUint32(0)) : undefined;
  if (!order) return { packets: [], isWhole: false };
  const { little, perMicro } = order;
  if ((view.getUint32(20, little) & 0xffff) !== ethernet) return { packets: [], isWhole: false };
  const packets: Captured[] = [];
  let at = 24;
  while (at + 16 <= bytes.length && packets.length < limits.packets) {
    const [seconds, part, kept, length] = [0, 4, 8, 12].map((field) => view.getUint32(at + field, little)) as [
      ...[number, number, number, number],
    ];
    if (kept > limits.bytes || at + 16 + kept > bytes.length) break;
    const taken = bytes.subarray(at + 16, at + 16 + kept);
    packets.push({ at: seconds * 1e6 + Math.floor(part / perMicro), length: Math.max(length, kept), bytes: taken });
    at += 16 + kept;
  }
  return { packets, isWhole: at === bytes.length };
}
