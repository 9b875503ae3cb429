import { type Inventory, inventoryKinds } from '../../shared/inventory/inventory.ts';
import { texts } from '../../shared/texts/text.ts';
import { sent, wordsIn } from '../../shared/texts/wire.ts';
import type { MadeNodeStatus, NodeStatus } from '../../shared/wire/node-status.ts';
import type { Bounds } from '../bounds/bounds.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import { baselineOf } from '../ledger/baseline.ts';
import { describeChange, fateOf, thingOf } from '../ledger/change.ts';
import { coalesce } from '../ledger/coalesce.ts';
import { drillStep } from '../ledger/kinds/drill-note.ts';
import { describeDamage } from '../ledger/lab-journal.ts';
import type { Entry } from '../ledger/open-entries.ts';
import { unownedByNode } from '../ledger/unowned.ts';
import { endedSince } from '../machine/ended-containers.ts';
import { engineProcess } from '../machine/engine-process.ts';
import type { Node } from '../machine/port.ts';
import { type Read, readTyped } from '../typed/find-typed.ts';
import { typedStatus } from '../typed/typed-status.ts';
import { lookedAt } from './looked-at.ts';
import { type OpenNode, openNodes } from './open-nodes.ts';
import type { RunRequest } from './run-request.ts';

/** Whoever asks wants a plan at once: an engine that has lost its store thinks about its networks for long. */
const patienceMs = 3000;
/** Also where a node that is away has taken all of it. */
const leastMs = 1000;

export interface StatusRequest extends Pick<RunRequest, 'prompts' | 'connect'> {
  signal?: AbortSignal | undefined;
  /** Told while a node is late, and without a text when it answers. */
  slow?: Bounds['slow'];
}

/** What of a lab stands on its nodes now, read from their ledgers; changes nothing there. */
export async function labStatus(
  lab: TrustedLab,
  { prompts, connect, signal, slow }: StatusRequest,
): Promise<{ nodes: NodeStatus[] }> {
  const waiting = signal ?? new AbortController().signal;
  const ahead = new Map<Node, Promise<Read>>();
  const awake = new Map<Node, Promise<boolean>>();
  let since: number | undefined;
  // While others are still connected to: one that is away takes some seconds to be found out.
  const connected = (node: Node) => {
    since ??= performance.now();
    // Who only looks starts no engine that somebody stopped.
    const isAwake = node.run(engineProcess, {}, { signal: waiting }).then(
      (engine) => engine === 'running',
      () => false,
    );
    awake.set(node, isAwake);
    const reading = readTyped(lab.lab, node, { signal: waiting, isAwake });
    reading.catch(() => undefined);
    ahead.set(node, reading);
  };
  const opened = await openNodes(
    lab,
    { prompts, command: 'check', ...(connect && { connect }) },
    // It only looks: with the signal nobody waits any more.
    {
      emit: (event) => event.type === 'node' && event.state === 'connecting' && slow?.(event.node, event.message),
      signal: waiting,
      connected,
      bounds: { ...(signal && { leave: signal }), ...(slow && { slow }) },
    },
  );
  try {
    const patience = Math.max(leastMs, patienceMs - (performance.now() - (since ?? 0)));
    return { nodes: sent(await standing(lab, opened, { signal: waiting, ahead, awake, patience })) as NodeStatus[] };
  } finally {
    await Promise.all(opened.map(async ({ node }) => node?.close()));
  }
}

interface Asking {
  signal: AbortSignal;
  ahead: ReadonlyMap<Node, Promise<Read>>;
  /** Whether its engine is running, and may be asked. */
  awake: ReadonlyMap<Node, Promise<boolean>>;
  patience: number;
}

async function standing(
  lab: TrustedLab,
  opened: readonly OpenNode[],
  { signal, ahead, awake, patience }: Asking,
): Promise<MadeNodeStatus[]> {
  const isAwake = await Promise.all(opened.map(async ({ node }) => node !== undefined && (await awake.get(node))));
  const engines = opened.filter((_, index) => isAwake[index]);
  const ledgers = engines.flatMap(({ node, ledger }) =>
    node && ledger ? [{ node, entries: ledger.outstanding() }] : [],
  );
  const asking = AbortSignal.any([signal, AbortSignal.timeout(Math.round(patience))]);
  const [unowned, ended, typed] = await Promise.all([
    unownedByNode(ledgers, lab.lab.name, asking),
    endedByNode(engines, lab.lab.name, asking),
    // Of one that could not be read nothing is said.
    typedStatus(lab.lab, lookedAt(opened), { signal, ahead }).catch(() => undefined),
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
      changes: withOneDrill(standing).map(({ step, change }) => ({
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

/** Of a drill one line on each node: more would tell where the fault is. */
function withOneDrill(standing: readonly Entry[]): Entry[] {
  const first = standing.find(({ step }) => step === drillStep);
  return standing.filter((one) => one.step !== drillStep || one === first);
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
