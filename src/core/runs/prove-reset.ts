import { setTimeout as wait } from 'node:timers/promises';
import { LabError } from '../../shared/errors.ts';
import type { Inventory } from '../../shared/inventory/inventory.ts';
import type { Lab } from '../../shared/lab/lab.ts';
import type { MadeProof, Proof, ReportedError } from '../../shared/run/events.ts';
import { texts } from '../../shared/texts/text.ts';
import { reportError } from '../engine/report-error.ts';
import type { Emit } from '../engine/step.ts';
import { decodeBaseline } from '../ledger/baseline.ts';
import { compareInventories } from '../ledger/compare-inventories.ts';
import { removeDoubledJumps } from '../ledger/doubled-jumps.ts';
import type { NodeLedger } from '../ledger/node-ledger.ts';
import { takeInventory } from '../ledger/take-inventory.ts';
import type { Node } from '../machine/port.ts';
import type { Taken } from '../typed/typed-note.ts';
import type { TypedReset } from '../typed/typed-reset.ts';
import { withoutTyped } from '../typed/without-typed.ts';
import type { OpenNode } from './open-nodes.ts';

/** Milliseconds before a difference is looked at again; one that is left after them is told. */
const settlePauses = [200, 500, 1000];

/**
 * After a reset: compares each node with its baseline and tells what is equal and what is not. Where all is equal and
 * nothing is left to take back, the lab's own state goes from the node too; else it stays, for another try.
 */
export async function proveReset(
  lab: Lab,
  nodes: readonly OpenNode[],
  { emit, signal, typed }: { emit: Emit; signal: AbortSignal; typed?: TypedReset | undefined },
): Promise<ReportedError[]> {
  for (const proof of (await typed?.proofs()) ?? []) emit({ type: 'proof', proof });
  const errors = await Promise.all(
    nodes.map(async ({ node, ledger }): Promise<ReportedError | undefined> => {
      if (!node || !ledger) return undefined;
      try {
        // What was typed and is not all taken back needs its note, and the baseline, for the next reset.
        const isTypedDone = typed?.isDoneOn(node) ?? ledger.noted === undefined;
        const unfinished = typed || isTypedDone ? undefined : typedBegun(node.name);
        if (ledger.baseline === undefined) return (await withoutBaseline(node.name, ledger, isTypedDone)) ?? unfinished;
        const before = decodeBaseline(ledger.baseline, node.name);
        const taken = typed?.takenOn(node) ?? [];
        const proofs = await compareWithNow(node, lab.name, before, { signal, taken });
        const isDone =
          isTypedDone &&
          proofs.every(({ equal }) => equal) &&
          ledger.outstanding().length === 0 &&
          ledger.unknownKinds().length === 0;
        const told = isDone ? await forgotten(ledger, proofs) : proofs;
        for (const proof of told) emit({ type: 'proof', proof });
        if (ledger.unknownKinds().length > 0) return newerVersion(node.name, ledger.unknownKinds());
        return unfinished;
      } catch (error) {
        return reportError(error, { node: node.name });
      }
    }),
  );
  return errors.flatMap((error) => (error ? [error] : []));
}

/** The lab's own directory goes at the end; what keeps it there belongs into the proof. */
async function forgotten(ledger: NodeLedger, proofs: Proof[]): Promise<MadeProof[]> {
  const left = await ledger.forget();
  if (left === '') return proofs;
  return proofs.map((proof) =>
    proof.kind === 'labs'
      ? {
          ...proof,
          equal: false,
          differences: [texts.runs.inDirectory({ left: left.trim() })],
        }
      : proof,
  );
}

/** What an engine that has just started still arranges, rules of its firewall for one, is looked at again. */
async function compareWithNow(
  node: Node,
  lab: string,
  before: Inventory,
  { signal, taken }: { signal: AbortSignal; taken: readonly Taken[] },
): Promise<Proof[]> {
  const look = async () => withoutTyped(await takeInventory(node, lab), taken);
  const then = withoutTyped(before, taken);
  for (const pause of settlePauses) {
    const now = await look();
    const proofs = compareInventories(node.name, then, now);
    if (proofs.every(({ equal }) => equal)) return proofs;
    await removeDoubledJumps(node, { before: then, now, signal });
    await wait(pause, undefined, { signal });
  }
  return compareInventories(node.name, then, await look());
}

/** What this version cannot take back may be equal by chance, or not looked at. */
const newerVersion = (node: string, kinds: readonly string[]): ReportedError =>
  reportError(
    new LabError('not-proved', texts.runs.newerChanged({ node, kinds: kinds.slice(0, 5) }), {
      node,
      remedy: texts.runs.newerChangedRemedy,
    }),
  );

/** It keeps its note on the node. */
const typedBegun = (node: string): ReportedError =>
  reportError(
    new LabError('not-proved', texts.runs.typedBegun({ node }), { node, remedy: texts.runs.typedBegunRemedy }),
  );

/** Either nothing was ever changed, or nobody knows any more what stood there before. */
async function withoutBaseline(
  node: string,
  ledger: NodeLedger,
  isTypedDone: boolean,
): Promise<ReportedError | undefined> {
  if (!ledger.hasRecords) {
    if (isTypedDone && ledger.noted !== undefined) await ledger.dropNote();
    await ledger.giveBack();
    return undefined;
  }
  return reportError(
    new LabError('not-proved', texts.runs.baselineLost, { node, remedy: texts.runs.baselineLostRemedy }),
  );
}
