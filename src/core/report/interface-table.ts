import type { InterfaceMeasurement } from '../../shared/run/measurements.ts';
import type { Table } from '../../shared/text/table.ts';
import { spoken } from '../../shared/texts/text.ts';

/** The interfaces of the workers; undefined where none was looked at. */
export function interfaceTable(interfaces: readonly InterfaceMeasurement[]): Table | undefined {
  if (interfaces.length === 0) return undefined;
  const { container, interface: its, address, mac, mtu, whatFor } = spoken.report;
  return {
    caption: spoken.report.interfaces,
    head: [container, its, address, mac, mtu, whatFor],
    rows: interfaces.map((one) => [
      spoken.report.containerOn({ container: one.container, node: one.node }),
      one.name,
      addressOf(one),
      one.mac ?? spoken.report.none,
      mtuOf(one),
      one.explanation,
    ]),
    figures: [4],
  };
}

/** The same for narrow places; address and MAC also stand in the outputs. */
export function interfaceTableNarrow(interfaces: readonly InterfaceMeasurement[]): Table | undefined {
  const { interface: its, address, mtu, whatFor } = spoken.report;
  const table = interfaceTable(interfaces);
  return (
    table && {
      ...table,
      head: [its, address, mtu, whatFor],
      rows: interfaces.map((one) => [`${one.container} ${one.name}`, addressOf(one), mtuOf(one), one.explanation]),
      figures: [2],
    }
  );
}

function mtuOf({ mtu }: InterfaceMeasurement): string {
  return mtu === undefined ? spoken.report.unknownBecause({ reason: spoken.report.notPrinted }) : String(mtu);
}

function addressOf({ address, prefixLength }: InterfaceMeasurement): string {
  if (address === undefined) return spoken.report.none;
  return prefixLength === undefined ? address : `${address}/${prefixLength}`;
}
