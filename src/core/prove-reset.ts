import { setTimeout as wait } from 'node:timers/promises';
import type { Proof, ReportedError } from '../shared/events.ts';
import type { Lab } from '../shared/lab.ts';
import { reportError } from './engine/report-error.ts';
import type { Emit } from './engine/step.ts';
import { compareInventories, decodeBaseline, type Inventory, takeInventory } from './ledger/baseline.ts';
import type { NodeLedger } from './ledger/node-ledger.ts';
import type { OpenNode } from './open-nodes.ts';
import type { Node } from './remote/port.ts';

/** Milliseconds before a difference is looked at again; one that is left after them is told. */
const settlePauses = [200, 500, 1000];

/**
 * After a reset: compares each node with its baseline and tells what is equal and what is not. Where all is equal and
 * nothing is left to take back, the lab's own state goes from the node too; else it stays, for another try.
 */
export async function proveReset(
  lab: Lab,
  nodes: readonly OpenNode[],
  { emit }: { emit: Emit },
): Promise<ReportedError[]> {
  const errors = await Promise.all(
    nodes.map(async ({ node, ledger }): Promise<ReportedError | undefined> => {
      if (!node || !ledger) return undefined;
      try {
        if (ledger.baseline === undefined) return withoutBaseline(node.name, ledger);
        const before = decodeBaseline(ledger.baseline);
        if (!before)
          return {
            code: 'not-proved',
            node: node.name,
            message: 'The baseline on the node is damaged: what it looked like before is unknown',
          };
        const proofs = await compareWithNow(node, lab.name, before);
        for (const proof of proofs) emit({ type: 'proof', proof });
        if (proofs.every(({ equal }) => equal) && ledger.outstanding().length === 0) await ledger.forget();
        return undefined;
      } catch (error) {
        return reportError(error, { node: node.name });
      }
    }),
  );
  return errors.flatMap((error) => (error ? [error] : []));
}

/** What an engine that has just started still arranges, rules of its firewall for one, is looked at again. */
async function compareWithNow(node: Node, lab: string, before: Inventory): Promise<Proof[]> {
  for (const pause of settlePauses) {
    const proofs = compareInventories(node.name, before, await takeInventory(node, lab));
    if (proofs.every(({ equal }) => equal)) return proofs;
    await wait(pause);
  }
  return compareInventories(node.name, before, await takeInventory(node, lab));
}

/** Either nothing was ever changed, or nobody knows any more what stood there before. */
function withoutBaseline(node: string, { hasRecords }: NodeLedger): ReportedError | undefined {
  if (!hasRecords) return undefined;
  return {
    code: 'not-proved',
    node,
    message: 'The baseline is lost: what the node looked like before is unknown',
    remedy:
      'Reset from the machine that built the lab, which has a copy; or look for cluster-store in /etc/docker/daemon.json.',
  };
}
