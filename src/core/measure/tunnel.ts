import { isIP } from 'node:net';
import type { TunnelMeasurement } from '../../shared/run/measurements.ts';
import { texts } from '../../shared/texts/text.ts';
import { readMac, readVni } from './interface.ts';
import { nodeLines } from './node-text.ts';
import { failed, type Parsed, parsed } from './parsed.ts';

const ethernet = 14;

export type TunnelEnd = Pick<TunnelMeasurement, 'device' | 'vni' | 'port'>;

/** Reads `ip -d link show type vxlan`: the first tunnel that it shows. */
export function parseTunnel(text: string): Parsed<TunnelEnd> {
  let device: string | undefined;
  for (const line of nodeLines(text)) {
    device = /^\d{1,10}: ([^\s:@]{1,64})/.exec(line)?.[1] ?? device;
    const [, id, rest = ''] = /^\s+vxlan id (\d{1,10})\b(.*)/.exec(line) ?? [];
    const vni = readVni(id);
    if (device === undefined || vni === null) continue;
    const port = Number(/ dstport (\d{1,5})\b/.exec(rest)?.[1] ?? 0);
    return parsed({ device, vni, ...(port > 0 && port < 65536 && { port }) });
  }
  return failed(text.trim() === '' ? texts.measure.noTunnel : texts.measure.noVni);
}

/** Reads `bridge fdb show`: which MAC the kernel was told to send to which machine. */
export function parseForwarding(text: string): TunnelMeasurement['behind'] {
  return nodeLines(text).flatMap((line) => {
    const [, first, address = ''] = /^(\S{17}) .*?\bdst (\S{2,45})/.exec(line) ?? [];
    const mac = readMac(first);
    return mac && isIP(address) > 0 ? [{ mac, address }] : [];
  });
}

/** Reads tcpdump: the first packet of the overlay, from machine to machine; undefined where there is none. */
export function parseCapture(text: string): TunnelMeasurement['packet'] {
  const lines = nodeLines(text);
  const frame = framesOf[lines.map((line) => /link-type (\w{1,16})/.exec(line)?.[1]).find(Boolean) ?? ''];
  for (const [at, line] of lines.entries()) {
    const [, from = '', to = '', id] =
      /\s(\S{2,45})\.\d{1,5} > (\S{2,45})\.\d{1,5}: VXLAN, flags \[\S{1,8}\] \(0x[\da-f]{1,4}\), vni (\d{1,10})/.exec(
        line,
      ) ?? [];
    const vni = readVni(id);
    if (vni === null || isIP(from) === 0 || isIP(to) === 0) continue;
    const headers = headersBetween(line, lines[at + 1] ?? '', frame);
    return { from, to, vni, ...(headers !== undefined && { headers }) };
  }
  return undefined;
}

/** Bytes that tcpdump counts before a packet begins, by what it says of where it listens. */
const framesOf: Record<string, number> = { LINUX_SLL2: 20, LINUX_SLL: 16, EN10MB: ethernet };

/** What the packet of one line has more than the one inside, which the next line shows in a frame of Ethernet. */
function headersBetween(outside: string, inside: string, frame: number | undefined): number | undefined {
  const [outer, inner] = [outside, inside].map((line) =>
    Number(/ethertype .{1,40}, length (\d{1,6}):/.exec(line)?.[1]),
  );
  if (frame === undefined || !outer || !inner) return undefined;
  const headers = outer - frame - (inner - ethernet);
  return headers > 0 && headers <= mostHeaders ? headers : undefined;
}

const mostHeaders = 500;
