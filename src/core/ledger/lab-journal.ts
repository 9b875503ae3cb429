import { randomUUID } from 'node:crypto';
import { type ErrorCode, toLabError } from '../../shared/errors.ts';
import type { StepId } from '../../shared/run/steps.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import type { Journal } from '../engine/journal.ts';
import type { Node } from '../machine/port.ts';
import { baselineOf } from './baseline.ts';
import { type Change, lookBefore, takeBack } from './change.ts';
import { coalesce } from './coalesce.ts';
import type { TakeBackOptions } from './kinds/kind.ts';
import type { NodeLedger } from './node-ledger.ts';
import type { RecordBody } from './record.ts';

/** For people: that the ledger is gone or cannot be read to its end, and what is done about it. */
export function describeDamage(
  ledger: Pick<NodeLedger, 'damage' | 'isLost' | 'implausible' | 'unknownKinds'> & { node: { name: string } },
): Words | undefined {
  const { node, damage, isLost } = ledger;
  const forged = ledger.implausible();
  if (forged.length > 0) return texts.ledger.forged({ node: node.name, things: some(forged) });
  const unknown = ledger.unknownKinds();
  if (unknown.length > 0) return texts.ledger.newer({ node: node.name, kinds: some(unknown) });
  if (isLost) return texts.ledger.lost({ node: node.name });
  return damage && texts.ledger.damaged({ node: node.name, ...damage });
}

const shown = 5;

const some = (things: readonly Words[]): Words =>
  texts.ledger.some({ things: things.slice(0, shown), more: Math.max(0, things.length - shown) });

/** The engine's journal over the ledgers of all nodes. */
export function labJournal(
  lab: string,
  ledgers: ReadonlyMap<Node, NodeLedger>,
  options: Pick<TakeBackOptions, 'includeUnowned' | 'someAway' | 'leavesStore'>,
): Journal<Node, Change> {
  const ledgerOf = (node: Node): NodeLedger => {
    const ledger = ledgers.get(node);
    if (!ledger) throw new Error(`No ledger was opened for ${node.name}`);
    return ledger;
  };
  const everywhere = (take: (ledger: NodeLedger) => Promise<unknown>) =>
    Promise.allSettled([...ledgers.values()].map(take));
  let leases: Promise<void> | undefined;
  // A lab is built on all its nodes or on none: a second app is refused before it has changed any of them.
  const leased = () => {
    leases ??= everywhere((one) => one.lease()).then((ends) => throwFirst(ends));
    return leases;
  };
  let claims: Promise<void> | undefined;
  return {
    async change(node, step, changes, action) {
      const ledger = ledgerOf(node);
      const intents = intentsOf(step, changes);
      await leased();
      await ledger.append(...intents);
      return outcomeOf(ledger, intents, action);
    },
    async carry(node, step, changes, action, { staged } = {}) {
      const ledger = ledgerOf(node);
      const intents = intentsOf(step, changes);
      await leased();
      if (staged) await ledger.stage(staged);
      const { intent, written } = await ledger.send(...intents);
      const unwritten = new AbortController();
      written.catch((error: unknown) => unwritten.abort(error));
      const acting = action(intent, unwritten.signal);
      const [intended] = await Promise.allSettled([written, acting]);
      // The program has waited for it, and done nothing; where nobody knows, it may stand there, in doubt.
      if (intended.status === 'rejected') throw intended.reason;
      return outcomeOf(ledger, intents, () => acting);
    },
    expectChange: () => void leased().catch(() => undefined),
    written: (node) => ledgerOf(node).written(),
    baseline: (node) => baselineOf(ledgerOf(node)),
    damage: (node) => describeDamage(ledgerOf(node)),
    inDoubt: (node, step) => ledgerOf(node).inDoubt(step),
    stands: (node, step) => ledgerOf(node).isLost || ledgerOf(node).outstanding(step).length > 0,
    async settle(node, step) {
      const open = ledgerOf(node)
        .outstanding(step)
        .filter(({ outcome }) => outcome === undefined);
      if (open.length > 0)
        await ledgerOf(node).append(...open.map(({ id }) => ({ type: 'outcome' as const, id, ok: true })));
    },
    async claim() {
      // Taking back continues without a node that is lost, but not beside another app.
      claims ??= everywhere((one) => one.claim()).then((ends) => throwFirst(ends, 'held'));
      await claims;
    },
    async hold() {
      leases ??= everywhere((one) => one.lease()).then((ends) => throwFirst(ends, 'held'));
      await leases;
    },
    async takeBack(node, step, signal, onTakenBack) {
      const ledger = ledgerOf(node);
      // Another app may have written until it gave the lease up, so the entries are read only now.
      await ledger.claim();
      const before = baselineOf(ledger);
      const entries = coalesce(ledger.outstanding(step), before?.files);
      if (entries.length === 0) return 0;
      const undone: string[] = [];
      const all = { lab, signal, peers: [...ledgers.keys()], before, ...options };
      const looks = new Map(
        entries.map((entry) => [entry, lookBefore(node, entry.change, all)?.catch(() => undefined)]),
      );
      try {
        for (const entry of entries) {
          const { ids, change, detail, wrote } = entry;
          signal.throwIfAborted();
          const looked = await looks.get(entry);
          const left = await takeBack(node, change, { ...all, wrote, detail, looked });
          undone.push(...ids);
          onTakenBack(change, left);
        }
      } finally {
        // Together: taking back twice is harmless, so a crash in between only repeats it.
        if (undone.length > 0) ledger.appendOutcome(...undone.map((id) => ({ type: 'undone' as const, id })));
      }
      return entries.length;
    },
  };
}

const intentsOf = (step: StepId, changes: readonly Change[]) =>
  changes.map((change) => ({ type: 'intent' as const, id: randomUUID(), step, change }));

/** What came of the action goes into the ledger: nothing that follows has to wait for it where it went well. */
async function outcomeOf<T>(
  ledger: NodeLedger,
  intents: ReturnType<typeof intentsOf>,
  action: () => Promise<T>,
): Promise<T> {
  const outcomes = (ok: boolean, detail?: unknown) =>
    intents.map(({ id }, index): RecordBody => {
      const made = index === intents.length - 1 && typeof detail === 'string' ? { detail } : {};
      return { type: 'outcome', id, ok, ...made };
    });
  let made: T;
  try {
    made = await action();
  } catch (error) {
    const refused = await ledger.append(...outcomes(false)).then(() => undefined, toLabError);
    // Where another app has taken the lab over meanwhile, that is why.
    throw refused?.code === 'held' ? refused : error;
  }
  ledger.appendOutcome(...outcomes(true, made));
  return made;
}

/** Throws what went wrong first; with a code, only an error of that one. */
function throwFirst(ends: readonly PromiseSettledResult<unknown>[], code?: ErrorCode): void {
  for (const end of ends)
    if (end.status === 'rejected' && (code === undefined || toLabError(end.reason).code === code)) throw end.reason;
}
