import type { NodeStatus } from '../shared/contract.ts';
import type { RunRequest } from './app.ts';
import type { LoadedLab } from './lab/load-lab.ts';
import { baselineOf, type Inventory } from './ledger/baseline.ts';
import { describeChange } from './ledger/change.ts';
import { describeDamage } from './ledger/lab-journal.ts';
import { unownedByNode } from './ledger/unowned.ts';
import { endedSince } from './node/ended-containers.ts';
import { type OpenNode, openNodes } from './open-nodes.ts';
import type { Prompts } from './remote/prompts.ts';

/** Whoever asks wants a plan at once: an engine that has lost its store thinks about its networks for long. */
const patienceMs = 3000;

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
  const limit = AbortSignal.timeout(patienceMs);
  const asking = signal ? AbortSignal.any([signal, limit]) : limit;
  const [unowned, ended] = await Promise.all([
    unownedByNode(ledgers, lab.lab.name, asking),
    endedByNode(opened, lab.lab.name, asking),
  ]);
  const nodes = opened.map(({ name, node, ledger, error }): NodeStatus => {
    if (!ledger) return { name, unknown: error?.message ?? 'not reached', changes: [], inDoubt: false };
    const standing = ledger.outstanding();
    const before = baselineOf(ledger);
    const damage = describeDamage(ledger);
    const others = (node && unowned.get(node)) ?? [];
    const stopped = ended.get(name) ?? [];
    return {
      name,
      changes: standing.map(({ step, change }) => ({ step, change: describeChange(change) })),
      inDoubt: standing.some(({ outcome }) => outcome === undefined),
      ...(before && { before: counts(before) }),
      ...(damage && { damage }),
      ...(others.length > 0 && { unowned: others }),
      ...(stopped.length > 0 && { ended: stopped }),
    };
  });
  await Promise.all(opened.map(async ({ node }) => node?.close()));
  return { nodes };
}

/** Names, by node; none where its engine does not answer in good time. */
async function endedByNode(
  opened: readonly OpenNode[],
  lab: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string[]>> {
  const names = async ({ name, node, ledger }: OpenNode): Promise<[string, string[]]> => {
    if (!node || !ledger) return [name, []];
    const ended = await endedSince(node, lab, baselineOf(ledger)?.containers, signal).catch(() => []);
    return [name, ended.map((one) => one.name)];
  };
  return new Map(await Promise.all(opened.map(names)));
}

const counts = (inventory: Inventory): Record<string, number> =>
  Object.fromEntries(Object.entries(inventory).map(([kind, things]) => [kind, things.length]));
