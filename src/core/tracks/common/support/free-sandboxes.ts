import { engineInfo, restartEngine } from '../../../machine/engine.ts';
import { sandboxesEmpty } from '../../../machine/namespaces.ts';
import type { LabContext } from './lab-step.ts';

/**
 * A sandbox whose container ended while the engine had no store to ask (row 34 of the catalogue): the engine keeps it, and
 * when the overlay is gone it recreates it at every start, for ever. Started again while the store answers, it lets go.
 */
export async function freeSandboxes(context: LabContext, left?: readonly string[]): Promise<void> {
  const { node, lab, signal } = context;
  const found = left ?? (await sandboxesLeft(context));
  if (found.length > 0 && (await engineInfo(node)).ClusterStore) await restartEngine(node, signal, lab.name);
}

/** Empty sandboxes that were not there before the lab; none where that is not known. */
export async function sandboxesLeft({ node, signal, baseline }: LabContext): Promise<string[]> {
  const before = baseline(node)?.namespaces;
  if (!before) return [];
  const empty = await node.run(sandboxesEmpty, {}, { signal });
  return empty.filter((one) => !before.some(({ name }) => name === one));
}
