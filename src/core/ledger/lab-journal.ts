import { randomUUID } from 'node:crypto';
import type { StepId } from '../../shared/steps.ts';
import type { Journal } from '../engine/journal.ts';
import type { Node } from '../remote/port.ts';
import type { Change } from './change.ts';
import { coalesce } from './coalesce.ts';
import type { NodeLedger } from './node-ledger.ts';
import { takeBack } from './take-back.ts';

/** The engine's journal over the ledgers of all nodes. */
export function labJournal(
  lab: string,
  ledgers: ReadonlyMap<Node, NodeLedger>,
  options: { includeUnowned: boolean },
): Journal<Node, Change> {
  const ledgerOf = (node: Node): NodeLedger => {
    const ledger = ledgers.get(node);
    if (!ledger) throw new Error(`No ledger was opened for ${node.name}`);
    return ledger;
  };
  return {
    async change<T>(node: Node, step: StepId, change: Change, deed: () => Promise<T>): Promise<T> {
      const ledger = ledgerOf(node);
      const id = randomUUID();
      await ledger.append({ type: 'intent', id, step, change });
      let detail: T;
      try {
        detail = await deed();
      } catch (error) {
        await ledger.append({ type: 'outcome', id, ok: false }).catch(() => undefined);
        throw error;
      }
      await ledger.append({ type: 'outcome', id, ok: true, ...(typeof detail === 'string' && { detail }) });
      return detail;
    },
    inDoubt: (node, step) => ledgerOf(node).inDoubt(step),
    async takeBack(node, step, signal, told) {
      const ledger = ledgerOf(node);
      const entries = coalesce(ledger.outstanding(step));
      for (const { ids, change, detail } of entries) {
        signal.throwIfAborted();
        await ledger.writable();
        await takeBack(node, change, detail, { lab, signal, ...options });
        for (const id of ids) await ledger.append({ type: 'undone', id });
        told(change);
      }
      return entries.length;
    },
  };
}
