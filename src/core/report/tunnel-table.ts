import type { TunnelMeasurement } from '../../shared/run/measurements.ts';
import type { Table } from '../../shared/text/table.ts';
import { spoken } from '../../shared/texts/text.ts';

/** The ends of the overlay's tunnel; undefined where none was looked at. */
export function tunnelTable(tunnels: readonly TunnelMeasurement[]): Table | undefined {
  if (tunnels.length === 0) return undefined;
  const words = spoken.report;
  return {
    caption: spoken.report.tunnel,
    head: [words.node, words.vni, words.udpPort, words.whichMac, words.capturedPacket],
    rows: tunnels.map(({ node, vni, port, behind, packet }) => [
      node,
      String(vni),
      port === undefined ? words.unknownBecause({ reason: words.notPrinted }) : String(port),
      behind.map(({ mac, address }) => words.macBehind({ mac, address })).join('\n') || words.none,
      packet ? `${packet.from} → ${packet.to}` : words.none,
    ]),
    figures: [1, 2],
  };
}
