import { LabError } from '../../shared/errors.ts';
import { wordsIn } from '../../shared/texts/wire.ts';
import type { DiagnoseLab } from '../diagnose/diagnose-lab.ts';
import type { Journal } from '../engine/journal.ts';
import type { TrustedLab } from '../lab/trusted-lab.ts';
import type { Change } from '../ledger/change.ts';
import { drillStep } from '../ledger/kinds/drill-note.ts';
import { labJournal } from '../ledger/lab-journal.ts';
import type { NodeLedger } from '../ledger/node-ledger.ts';
import type { Entry } from '../ledger/open-entries.ts';
import type { Node } from '../machine/port.ts';
import type { Prompts } from '../remote/auth/prompts.ts';
import type { Connect } from '../remote/connect.ts';
import { openNodes } from '../runs/open-nodes.ts';

export interface DrillRequest {
  prompts: Prompts;
  signal: AbortSignal;
  /** How to come to a node, unless by a connection of its own. */
  connect?: Connect;
  /** Looks for causes; the diagnosis unless told. */
  diagnose?: DiagnoseLab;
  /** Folder in which drills that are over are kept. */
  state: string;
}

/** The lab's nodes with their ledgers, while something is done to a drill. */
export interface Ledgers {
  nodes: readonly Node[];
  journal: Journal<Node, Change>;
  ledgerOf: (node: Node) => NodeLedger;
  /** What drills left open, of all nodes. */
  entries: () => Entry[];
}

/** A drill concerns all nodes: throws where one is away. */
export async function withLedgers<T>(
  trusted: TrustedLab,
  { prompts, connect, signal }: DrillRequest,
  work: (ledgers: Ledgers) => Promise<T>,
): Promise<T> {
  const request = { prompts, command: 'run' as const, ...(connect && { connect }) };
  const opened = await openNodes(trusted, request, { emit: () => undefined, signal, bounds: { leave: signal } });
  try {
    for (const { error, name } of opened)
      if (error) throw new LabError(error.code, wordsIn(error, 'message'), { node: name });
    const ledgers = new Map(opened.flatMap(({ node, ledger }) => (node && ledger ? [[node, ledger] as const] : [])));
    const ledgerOf = (node: Node): NodeLedger => {
      const ledger = ledgers.get(node);
      if (!ledger) throw new Error(`No ledger was opened for ${node.name}`);
      return ledger;
    };
    const nodes = [...ledgers.keys()];
    const journal = labJournal(trusted.lab.name, ledgers, { includeUnowned: false });
    return await work({
      ...{ nodes, journal, ledgerOf },
      entries: () => nodes.flatMap((node) => ledgerOf(node).outstanding(drillStep)),
    });
  } finally {
    await Promise.all(
      opened.map(async ({ ledger, node }) => {
        await ledger?.giveBack().catch(() => ledger.close());
        await node?.close();
      }),
    );
  }
}
