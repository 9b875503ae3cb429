import type { StepId } from '../shared/steps.ts';
import type { LoadedLab } from './lab/load-lab.ts';
import { describeChange } from './ledger/change.ts';
import { openNodes } from './open-nodes.ts';
import type { Prompts } from './remote/prompts.ts';

export interface NodeStatus {
  name: string;
  /** Why the node could not be asked; what stands there is unknown then. */
  unknown?: string;
  /** Changes of the lab that were not taken back, oldest first. */
  changes: { step: StepId; change: string }[];
  /** True where a change was begun and its end is unknown: the app was killed, or the connection lost. */
  inDoubt: boolean;
}

/** What of a lab stands on its nodes now, read from their ledgers; changes nothing there. */
export async function labStatus(
  lab: LoadedLab,
  prompts: Prompts,
  signal?: AbortSignal,
): Promise<{ nodes: NodeStatus[] }> {
  const opened = await openNodes(
    lab,
    { prompts, command: 'check' },
    { emit: () => undefined, signal: signal ?? new AbortController().signal },
  );
  const nodes = opened.map(({ name, ledger, error }): NodeStatus => {
    if (!ledger) return { name, unknown: error?.message ?? 'not reached', changes: [], inDoubt: false };
    const standing = ledger.outstanding();
    return {
      name,
      changes: standing.map(({ step, change }) => ({ step, change: describeChange(change) })),
      inDoubt: standing.some(({ outcome }) => outcome === undefined),
    };
  });
  await Promise.all(opened.map(async ({ node }) => node?.close()));
  return { nodes };
}
