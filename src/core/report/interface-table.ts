import type { InterfaceMeasurement } from '../../shared/run/measurements.ts';
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
      mtuOf(one),
      one.explanation,
    ]),
    figures: [4],
  };
}

/** The same for narrow places; address and MAC also stand in the outputs. */
export function interfaceTableNarrow(interfaces: readonly InterfaceMeasurement[]): Table | undefined {
  const table = interfaceTable(interfaces);
  return (
    table && {
      ...table,
      head: ['Interface', 'Address', 'MTU', 'What it is for'],
      rows: interfaces.map((one) => [`${one.container} ${one.name}`, addressOf(one), mtuOf(one), one.explanation]),
      figures: [2],
    }
  );
}

function mtuOf({ mtu }: InterfaceMeasurement): string {
  return mtu === undefined ? 'unknown (not printed)' : String(mtu);
}

function addressOf({ address, prefixLength }: InterfaceMeasurement): string {
  if (address === undefined) return 'none';
  return prefixLength === undefined ? address : `${address}/${prefixLength}`;
}
