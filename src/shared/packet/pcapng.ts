import type { Captured } from './pcap.ts';

/** Where packets were caught: an interface of the file. */
export interface FileInterface {
  name: string;
  description: string;
  packets: readonly Captured[];
}

/** A note on a packet, by the place of its interface and its own place there. */
export type CommentOf = (at: number, packet: number) => string | undefined;

const align = (length: number) => (length + 3) & ~3;
const encoder = new TextEncoder();
const options = { comment: 1, name: 2, description: 3, application: 4 } as const;
const longestOption = 2000;

/** All of it as one pcapng file (draft-ietf-opsawg-pcapng), in the order of time, which Wireshark opens. */
export function writePcapng(
  application: string,
  interfaces: readonly FileInterface[],
  commentOf: CommentOf = () => undefined,
): Uint8Array {
  const section = new Uint8Array(16);
  const head = new DataView(section.buffer);
  head.setUint32(0, 0x1a2b3c4d, true);
  head.setUint16(4, 1, true);
  // Its length is not told.
  head.setBigInt64(8, -1n, true);
  const inOrder = interfaces
    .flatMap(({ packets }, at) => packets.map((packet, index) => ({ at, index, packet })))
    .sort((one, other) => one.packet.at - other.packet.at);
  return joined([
    block(0x0a0d0d0a, section, [option(options.application, application)]),
    ...interfaces.map(({ name, description }) =>
      // Ethernet, and no limit of a packet's length; times count microseconds unless told.
      block(1, new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0]), [
        option(options.name, name),
        option(options.description, description),
      ]),
    ),
    ...inOrder.map(({ at, index, packet }) => packetBlock(at, packet, commentOf(at, index))),
  ]);
}

function packetBlock(at: number, { at: time, length, bytes }: Captured, comment: string | undefined): Uint8Array {
  const body = new Uint8Array(20 + align(bytes.length));
  const view = new DataView(body.buffer);
  const micros = Math.max(0, Math.round(time));
  const fields = [at, Math.floor(micros / 2 ** 32), micros % 2 ** 32, bytes.length, length];
  for (const [index, value] of fields.entries()) view.setUint32(index * 4, value, true);
  body.set(bytes, 20);
  return block(6, body, comment === undefined ? [] : [option(options.comment, comment)]);
}

function option(code: number, text: string): Uint8Array {
  const value = encoder.encode(text.slice(0, longestOption));
  const made = new Uint8Array(4 + align(value.length));
  const view = new DataView(made.buffer);
  view.setUint16(0, code, true);
  view.setUint16(2, value.length, true);
  made.set(value, 4);
  return made;
}

function block(type: number, body: Uint8Array, given: readonly Uint8Array[]): Uint8Array {
  const all = joined([body, ...given, ...(given.length > 0 ? [new Uint8Array(4)] : [])]);
  const made = new Uint8Array(12 + all.length);
  const view = new DataView(made.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, made.length, true);
  made.set(all, 8);
  view.setUint32(8 + all.length, made.length, true);
  return made;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const made = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}
