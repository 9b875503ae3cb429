import { LabError } from '../../shared/errors.ts';
import type { LabEvent, ReportedError, RunCommand } from '../../shared/run/events.ts';
import { viewOf } from '../../shared/run/fold.ts';
import type { ChangeView, OutputView, StepView } from '../../shared/run/view.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { inThisLanguage } from '../../shared/texts/wire.ts';
import { bandwidthRunsTable, bandwidthTable } from './bandwidth-table.ts';
import { cleaned } from './cleaned.ts';
import { closingLine } from './closing-line.ts';
import { figuresOf, type Summary } from './figures.ts';
import { interfaceTable } from './interface-table.ts';
import { inNodeOrder } from './node-order.ts';
import { outputText } from './output-text.ts';
import { pingTable } from './ping-table.ts';
import { proofTable } from './proof-table.ts';
import type { Table } from './table.ts';
import { tunnelTable } from './tunnel-table.ts';
import { typedTable } from './typed-table.ts';
import { versionsTable } from './versions-table.ts';

/** Everything that a report says, free of what could steer a terminal; each format only draws it. */
export interface ReportModel {
  lab: string;
  run: string;
  command: RunCommand;
  startedAt: string;
  /** Null where the run has no end: the app was killed in it, or it still continues. */
  ok: boolean | null;
  closing: string;
  nodes: string[];
  steps: readonly StepView[];
  changes: readonly ChangeView[];
  outputs: readonly OutputView[];
  /** Undefined for runs that measure nothing by their nature: undo, reset and check. */
  figures?: Summary;
  tables: Table[];
  errors: readonly ReportedError[];
}

/** Throws `bad-input` where there are no events. */
export function reportModel(events: readonly LabEvent[]): ReportModel {
  const raw = viewOf(inThisLanguage(events));
  if (!raw) throw new LabError('bad-input', texts.report.noEvents);
  const view = cleaned(raw);
  const { lab, run, command, startedAt, steps, changes, errors, measurements, proofs, result } = view;
  const outputs = view.outputs.map((output) => ({ ...output, text: outputText(output) }));
  const figures = command === 'run' ? figuresOf(view) : undefined;
  const rates = measurements.filter((one) => one.kind === 'bandwidth');
  const found = measurements.filter((one) => one.kind === 'interface');
  const tunnels = measurements.filter((one) => one.kind === 'tunnel');
  const interfaces = inNodeOrder(view, found, ({ node }) => node);
  const tables = [
    figures && bandwidthTable(figures),
    figures && pingTable(figures),
    bandwidthRunsTable(rates),
    interfaceTable(interfaces),
    tunnelTable(inNodeOrder(view, tunnels, ({ node }) => node)),
    proofTable(inNodeOrder(view, proofs, ({ node }) => node)),
    typedTable(inNodeOrder(view, proofs, ({ node }) => node)),
    versionsTable(view),
  ].filter((table) => table !== undefined);
  const closing = result ? closingLine(result) : spoken.report.unfinished;
  const nodes = view.nodes.map((node) => node.name);
  const ok = result ? result.ok : null;
  return { lab, run, command, startedAt, ok, closing, nodes, steps, changes, outputs, figures, tables, errors };
}
