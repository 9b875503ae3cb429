import type { NodeStatus } from '../shared/contract.ts';
import type { RunRequest } from './app.ts';
import type { LoadedLab } from './lab/load-lab.ts';
import { decodeBaseline, type Inventory } from './ledger/baseline.ts';
import { describeChange } from './ledger/change.ts';
import { describeDamage } from './ledger/lab-journal.ts';
import { unownedByNode } from './ledger/unowned.ts';
import { openNodes } from './open-nodes.ts';
import type { Prompts } from './remote/prompts.ts';

/** What of a lab stands on its nodes now, read from their ledgers; changes nothing there. */
export async function labStatus(
  lab: LoadedLab,
  prompts: Prompts,
  signal?: AbortSignal,
  connect?: RunRequest['connect'],
): Promise<{ nodes: NodeStatus[] }> {
  const opened = await openNodes(
    lab,
    { prompts, command: 'check', ...(connect && { connect }) },
    { emit: () => undefined, signal: signal ?? new AbortController().signal },
  );
  const ledgers = opened.flatMap(({ node, ledger }) =>
    node && ledger ? [{ node, entries: ledger.outstanding() }] : [],
  );
  const unowned = await unownedByNode(ledgers, lab.lab.name, signal);
  const nodes = opened.map(({ name, node, ledger, error }): NodeStatus => {
    if (!ledger) return { name, unknown: error?.message ?? 'not reached', changes: [], inDoubt: false };
    const standing = ledger.outstanding();
    const before = ledger.baseline === undefined ? undefined : decodeBaseline(ledger.baseline);
    const damage = describeDamage(ledger);
    const others = (node && unowned.get(node)) ?? [];
    return {
      name,
      changes: standing.map(({ step, change }) => ({ step, change: describeChange(change) })),
      inDoubt: standing.some(({ outcome }) => outcome === undefined),
      ...(before && { before: counts(before) }),
      ...(damage && { damage }),
      ...(others.length > 0 && { unowned: others }),
    };
  });
  await Promise.all(opened.map(async ({ node }) => node?.close()));
  return { nodes };
}

const counts = (inventory: Inventory): Record<string, number> =>
  Object.fromEntries(Object.entries(inventory).map(([kind, things]) => [kind, things.length]));
