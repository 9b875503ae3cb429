import { baselineOf } from '../ledger/baseline.ts';
import type { NodeLedger } from '../ledger/node-ledger.ts';
import type { Looked } from '../typed/find-typed.ts';
import { readNote } from '../typed/typed-note.ts';
import type { OpenNode } from './open-nodes.ts';

/** The nodes that are there, with what their ledgers know: what a ledger names was not typed. */
export function lookedAt(opened: readonly OpenNode[]): Looked[] {
  return opened.flatMap(({ node, ledger }) =>
    node && ledger ? [{ node, before: baselineOf(ledger), own: ownOf(ledger), ...notedOf(ledger) }] : [],
  );
}

function notedOf(ledger: NodeLedger): Pick<Looked, 'begun' | 'isNoteLost' | 'keepNote'> {
  const begun = readNote(ledger.noted);
  return { begun, isNoteLost: ledger.noted !== undefined && !begun, keepNote: (text) => ledger.note(text) };
}

function ownOf(ledger: NodeLedger): Set<string> {
  const names = ledger.outstanding().flatMap(({ change }) => {
    if (change.kind === 'file' || change.kind === 'directory') return change.path;
    if (change.kind === 'unit') return change.unit;
    if (change.kind === 'link' || change.kind === 'ovs-bridge' || change.kind === 'ovs-port') return change.name;
    if (change.kind === 'route') return change.destination;
    if (change.kind === 'rule') return change.chain;
    if (change.kind === 'image') return change.reference;
    if (change.kind === 'gwbridge') return 'docker_gwbridge';
    return change.kind === 'swarm' ? 'swarm' : [];
  });
  return new Set(names);
}
