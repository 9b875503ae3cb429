import { nodeLines } from './node-text.ts';

/** Around what ping counts itself: Ethernet's header and IP's. */
const plainHeaders = 14 + 20;

/**
 * Reads `tcpdump -e` of an Ethernet link: by how many bytes a worker's question is longer there than it is with the headers of
 * Ethernet and IP alone. Undefined where there is none.
 */
export function headersOnWire(text: string): number | undefined {
  for (const line of nodeLines(text)) {
    const [, frame, inside] =
      /ethertype IPv4 \(0x0800\), length (\d{1,6}): \S{2,45} > \S{2,45}: ICMP echo request, .{1,60}, length (\d{1,6})$/.exec(
        line.trimEnd(),
      ) ?? [];
    const more = Number(frame) - plainHeaders - Number(inside);
    if (frame !== undefined && more >= 0) return more;
  }
  return undefined;
}
