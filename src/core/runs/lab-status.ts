import { type Inventory, inventoryKinds } from '../../shared/inventory/inventory.ts';
import { texts } from '../../shared/texts/text.ts';
import { sent, wordsIn } from '../../shared/texts/wire.ts';
import type { MadeNodeStatus, NodeStatus } from '../../shared/wire/node-status.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { baselineOf } from '../ledger/baseline.ts';
import { describeChange, fateOf, thingOf } from '../ledger/change.ts';
import { coalesce } from '../ledger/coalesce.ts';
import { describeDamage } from '../ledger/lab-journal.ts';
import { unownedByNode } from '../ledger/unowned.ts';
import { endedSince } from '../machine/ended-containers.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import { typedStatus } from '../typed/typed-status.ts';
import { lookedAt } from './looked-at.ts';
import { type OpenNode, openNodes } from './open-nodes.ts';
import type { RunRequest } from './run-request.ts';

/** Whoever asks wants a plan at once: an engine that has lost its store thinks about its networks for long. */
const patienceMs = 3000;

/** What of a lab stands on its nodes now, read from their ledgers; changes nothing there. */
export async function labStatus(
  lab: TrustedLab,
  prompts: Prompts,
  signal?: AbortSignal,
  connect?: RunRequest['connect'],
): Promise<{ nodes: NodeStatus[] }> {
  const opened = await openNodes(
    lab,
    { prompts, command: 'check', ...(connect && { connect }) },
    // It only looks: with the signal nobody waits any more.
    {
      emit: () => undefined,
      signal: signal ?? new AbortController().signal,
      ...(signal && { bounds: { leave: signal } }),
    },
  );
  try {
    return { nodes: sent(await standing(lab, opened, signal)) as NodeStatus[] };
  } finally {
    await Promise.all(opened.map(async ({ node }) => node?.close()));
  }
}

async function standing(
  lab: TrustedLab,
  opened: readonly OpenNode[],
  signal: AbortSignal | undefined,
): Promise<MadeNodeStatus[]> {
  const ledgers = opened.flatMap(({ node, ledger }) =>
    node && ledger ? [{ node, entries: ledger.outstanding() }] : [],
  );
  const limit = AbortSignal.timeout(patienceMs);
  const asking = signal ? AbortSignal.any([signal, limit]) : limit;
  const [unowned, ended, typed] = await Promise.all([
    unownedByNode(ledgers, lab.lab.name, asking),
    endedByNode(opened, lab.lab.name, asking),
    // Of one that could not be read nothing is said.
    typedStatus(lab.lab, lookedAt(opened), signal ?? new AbortController().signal).catch(() => undefined),
  ]);
  return opened.map(({ name, node, ledger, error }): MadeNodeStatus => {
    if (!ledger)
      return {
        ...{ name, changes: [], inDoubt: false },
        unknown: error ? wordsIn(error, 'message') : texts.runs.notReached,
      };
    const standing = ledger.outstanding();
    const before = baselineOf(ledger);
    // Of what was changed more than once the first entry tells what stood there before.
    const fates = new Map(coalesce(standing, before?.files).map(({ change }) => [thingOf(change), fateOf(change)]));
    const damage = describeDamage(ledger);
    const others = (node && unowned.get(node)) ?? [];
    const stopped = ended.get(name) ?? [];
    const byHand = node && typed?.get(node);
    return {
      name,
      changes: standing.map(({ step, change }) => ({
        step,
        change: describeChange(change),
        fate: fates.get(thingOf(change)) ?? fateOf(change),
      })),
      inDoubt: standing.some(({ outcome }) => outcome === undefined),
      ...(before && { before: counts(before) }),
      ...(damage && { damage }),
      ...(others.length > 0 && { unowned: others }),
      ...(stopped.length > 0 && { ended: stopped }),
      ...(byHand && { typed: byHand }),
    };
  });
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
  Object.fromEntries(
    inventoryKinds.map((kind) => {
      const unread = inventory.unread.filter((one) => one.kind === kind);
      return [kind, inventory[kind].length + unread.length];
    }),
  );
