import { restartEngine } from '../../../machine/engine.ts';
import { findNetworks } from '../../../machine/engine-objects.ts';
import { namespaceList, namespaceRemove } from '../../../machine/namespaces.ts';
import type { LabContext } from '../support/lab-step.ts';

/**
 * A namespace of the overlay on a node where nobody is on it (row 35 of the catalogue): an engine that was killed left it,
 * and the one that followed joins workers to it which reach nobody, or to nothing. It goes, and the engine starts again.
 */
export async function forgetOldNamespace({ node, lab, signal }: LabContext): Promise<void> {
  for (const { id } of await findNetworks(node, lab.network.name)) {
    const left = (await node.run(namespaceList, {}, { signal })).filter((name) => name.endsWith(`-${id.slice(0, 10)}`));
    if (left.length === 0 || (await isUsedHere(node, id))) continue;
    await node.run(namespaceRemove, { names: left }, { signal });
    await restartEngine(node, signal, lab.name);
  }
}

/** Ends that the store alone knows, of other nodes and of the past, begin with ep-. */
async function isUsedHere(node: LabContext['node'], id: string): Promise<boolean> {
  const { Containers } = (await node.docker.getNetwork(id).inspect()) as { Containers?: Record<string, unknown> };
  return Object.keys(Containers ?? {}).some((key) => !key.startsWith('ep-'));
}
