import type { ReportedError } from '../../shared/run/events.ts';
import type { RunFrame } from '../engine/context.ts';
import { reportError } from '../engine/report-error.ts';
import type { Change } from '../ledger/change.ts';
import { drillStep } from '../ledger/kinds/drill-note.ts';
import type { Node } from '../machine/port.ts';

/** Before anything of the lab is taken back: what a drill broke might be needed for that. Gives what went wrong. */
export async function healDrill(frame: RunFrame<Node, Change>): Promise<ReportedError[]> {
  const { nodes, journal, signal, emit, describeChange } = frame;
  const heal = async (node: Node): Promise<ReportedError[]> => {
    if (!journal.stands(node, drillStep)) return [];
    try {
      await journal.takeBack(node, drillStep, signal, (change) => {
        if (change.kind === 'fault')
          emit({ type: 'change', step: drillStep, node: node.name, ...describeChange(change), undone: true });
      });
      await journal.written(node);
      return [];
    } catch (error) {
      return signal.aborted ? [] : [reportError(frame.toLabError(error, node.name), { node: node.name })];
    }
  };
  return (await Promise.all(nodes.map(heal))).flat();
}
