import { bandwidthTable } from '../../core/report/bandwidth-table.ts';
import { closingLine } from '../../core/report/closing-line.ts';
import { figuresOf } from '../../core/report/figures.ts';
import { interfaceTableNarrow } from '../../core/report/interface-table.ts';
import { inNodeOrder } from '../../core/report/node-order.ts';
import { pingTable, worstFirst } from '../../core/report/ping-table.ts';
import { proofTable } from '../../core/report/proof-table.ts';
import { typedTable } from '../../core/report/typed-table.ts';
import type { RunResult } from '../../shared/run/events.ts';
import type { InterfaceMeasurement } from '../../shared/run/measurements.ts';
import { mergedErrors } from '../../shared/run/merged-errors.ts';
import type { RunView } from '../../shared/run/view.ts';
import type { Table } from '../../shared/text/table.ts';
import { spoken } from '../../shared/texts/text.ts';
import { drawTable } from './draw-table.ts';
import { errorLines } from './error-lines.ts';
import { mark } from './marks.ts';
import { paint } from './paint.ts';
import type { Style } from './style.ts';

/** More would push the rest off the screen; the report has all rows. */
const shownRows = 24;

/** The end of a run: figures, proofs, errors, and in one line what came of it. */
export function closingLines(view: RunView, result: RunResult, style: Style): string[] {
  const tables = tablesOf(view).flatMap((table) => ['', ...drawTable(table, style)]);
  const errors = mergedErrors(result.errors).flatMap((error) => ['', ...errorLines(error, style)]);
  const sign = mark(result.ok ? 'done' : 'failed', style);
  return [...tables, ...errors, '', `${sign} ${paint(style, 'bold', closingLine(result))}`];
}

function tablesOf(view: RunView): Table[] {
  // A loopback is the same everywhere, and in the outputs.
  const found = view.measurements.filter((one) => one.kind === 'interface').filter(notLoopback);
  const interfaces = inNodeOrder(view, found, ({ node }) => node);
  const tables = [
    interfaceTableNarrow(interfaces.slice(0, shownRows)),
    ...figureTables(view),
    proofTable(inNodeOrder(view, view.proofs, ({ node }) => node)),
    typedTable(inNodeOrder(view, view.proofs, ({ node }) => node)),
  ];
  return tables.filter((table) => table !== undefined);
}

function figureTables(view: RunView): Table[] {
  const measured = view.steps.some((step) => ['ping', 'iperf-native', 'iperf-overlay'].includes(step.id));
  if (view.command !== 'run' || !measured) return [];
  const figures = figuresOf(view);
  const pings = worstFirst(figures.pings);
  const table = pingTable({ ...figures, pings: pings.slice(0, shownRows) });
  const left = pings.length - shownRows;
  const caption =
    left > 0 ? spoken.cli.worstPairs({ caption: table.caption, shown: shownRows, all: pings.length }) : table.caption;
  return [{ ...table, caption }, bandwidthTable(figures)];
}

function notLoopback({ role }: InterfaceMeasurement): boolean {
  return role !== 'loopback';
}
