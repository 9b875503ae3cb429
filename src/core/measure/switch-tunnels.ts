import { isIP } from 'node:net';
import type { TunnelMeasurement } from '../../shared/run/measurements.ts';
import { texts } from '../../shared/texts/text.ts';
import { readMac, readVni } from './interface.ts';
import { nodeLines } from './node-text.ts';
import { failed, type Parsed, parsed } from './parsed.ts';
import type { TunnelEnd } from './tunnel.ts';

/** VXLAN's port, which Open vSwitch prints only where it is another one. */
const usualPort = 4789;

/** Reads `ovs-appctl dpif/show` and `ovs-appctl fdb/show`: the first tunnel, and which MAC is behind which machine. */
export function parseSwitchTunnels(
  shown: string,
  table: string,
): { end: Parsed<TunnelEnd>; behind: TunnelMeasurement['behind'] } {
  const machines = new Map<string, string>();
  let end: TunnelEnd | undefined;
  for (const line of nodeLines(shown)) {
    const [, device, number = '', options = ''] =
      /^\s+(\S{1,64}) (\d{1,5})\/\d{1,10}: \(vxlan: (.{1,300})\)/.exec(line) ?? [];
    const vni = readVni(/\bkey=(\d{1,10})\b/.exec(options)?.[1]);
    const remote = /\bremote_ip=([\d.]{7,15})\b/.exec(options)?.[1] ?? '';
    if (device === undefined || vni === null || isIP(remote) === 0) continue;
    const port = Number(/\bdst_port=(\d{1,5})\b/.exec(options)?.[1] ?? usualPort);
    machines.set(number, remote);
    end ??= { device, vni, ...(port > 0 && port < 65536 && { port }) };
  }
  const behind = nodeLines(table).flatMap((line) => {
    const [, number = '', first] = /^\s*(\d{1,5})\s+\d{1,4}\s+(\S{17})\s+\S{1,10}\s*$/.exec(line) ?? [];
    const [mac, address] = [readMac(first), machines.get(number)];
    return mac && address !== undefined ? [{ mac, address }] : [];
  });
  return { end: end ? parsed(end) : failed(texts.measure.noTunnel), behind };
}
