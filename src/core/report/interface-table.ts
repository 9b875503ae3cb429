import type { InterfaceMeasurement } from '../../shared/measurements.ts';
import type { Table } from './table.ts';

/** The interfaces of the workers; undefined where none was looked at. */
export function interfaceTable(interfaces: readonly InterfaceMeasurement[]): Table | undefined {
  if (interfaces.length === 0) return undefined;
  return {
    caption: 'Interfaces of the workers',
    head: ['Container', 'Interface', 'Address', 'MAC', 'MTU', 'What it is for'],
    rows: interfaces.map((one) => [
      `${one.container} on ${one.node}`,
      one.name,
      addressOf(one),
      one.mac ?? 'none',
      one.mtu === undefined ? 'unknown (not printed)' : String(one.mtu),
      one.explanation,
    ]),
    figures: [4],
  };
}

function addressOf({ address, prefixLength }: InterfaceMeasurement): string {
  if (address === undefined) return 'none';
  return prefixLength === undefined ? address : `${address}/${prefixLength}`;
}
