import type { TunnelMeasurement } from '../../shared/run/measurements.ts';
import type { Table } from './table.ts';

/** The ends of the overlay's tunnel; undefined where none was looked at. */
export function tunnelTable(tunnels: readonly TunnelMeasurement[]): Table | undefined {
  if (tunnels.length === 0) return undefined;
  return {
    caption: 'The tunnel',
    head: ['Node', 'VNI', 'UDP port', 'Which MAC is behind which machine', 'A captured packet'],
    rows: tunnels.map(({ node, vni, port, behind, packet }) => [
      node,
      String(vni),
      port === undefined ? 'unknown (not printed)' : String(port),
      behind.map(({ mac, address }) => `${mac} behind ${address}`).join('\n') || 'none',
      packet ? `${packet.from} → ${packet.to}` : 'none',
    ]),
    figures: [1, 2],
  };
}
